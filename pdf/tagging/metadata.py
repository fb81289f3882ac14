"""What a tagged, archivable PDF says about itself: XMP metadata, output intent, catalogue entries."""

from __future__ import annotations

import zlib
from enum import Enum
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    ViewerPreferencesPDFDictionary,
)

from .encoding import spoken


class Standard(Enum):
    """The pair of standards that one file follows: for readers, and for archives."""

    UA2_A4 = "ua2"  # PDF/UA-2 (ISO 14289-2:2024) and PDF/A-4 (ISO 19005-4:2020), on PDF 2.0
    UA1_A2A = "ua1"  # PDF/UA-1 and PDF/A-2a, on PDF 1.7: for an archive that asks for it

    @property
    def version(self) -> tuple[int, int]:
        """Of PDF."""
        return (2, 0) if self is Standard.UA2_A4 else (1, 7)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>{keywords}
{follows}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

# What each standard asks to be said. A-2 wants the schema of pdfuaid told; A-4 knows it. The declarations are
# those of Well-Tagged PDF, as the PDF Association registers them.
_FOLLOWS = {
    Standard.UA2_A4: """<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>
<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/"><pdfd:declarations><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo></rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo></rdf:li>
</rdf:Bag></pdfd:declarations></rdf:Description>""",
    Standard.UA1_A2A: """<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>""",
}


@lru_cache(None)
def _srgb_profile() -> bytes:
    """The sRGB colour profile, compressed; its date is blanked so that equal documents are equal bytes."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = (2020).to_bytes(2, "big") + bytes((0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return zlib.compress(bytes(profile), 9)


def _packet(document: Any, language: str, standard: Standard) -> bytes:
    """The XMP packet; it repeats the document information to the letter, as PDF/A-2 asks, and takes its place in
    PDF/A-4.
    """
    info, stamp = document.info, document._timeStamp
    zone = f"{'-' if stamp.dhh < 0 else '+'}{abs(stamp.dhh):02d}:{abs(stamp.dmm):02d}"
    year, *rest = stamp.YMDhms
    keywords = f"<pdf:Keywords>{escape(info.keywords)}</pdf:Keywords>" if info.keywords else ""
    return _PACKET.format(
        title=escape(info.title or ""),
        author=escape(info.author or ""),
        subject=escape(info.subject or ""),
        creator=escape(info.creator or ""),
        producer=escape(info.producer or ""),
        keywords=keywords,
        language=escape(language),
        follows=_FOLLOWS[standard],
        date=f"{year:04d}-{'{:02d}-{:02d}T{:02d}:{:02d}:{:02d}'.format(*rest)}{zone}",
    ).encode("utf-8")


def tidy(info: Any) -> None:
    """Make what the document says about itself fit to be XML, whatever was typed in it."""
    for name in ("title", "author", "subject", "creator", "producer", "keywords"):
        said = getattr(info, name)
        if said:
            setattr(info, name, spoken(said if isinstance(said, str) else ", ".join(said)))


def describe(document: Any, language: str, standard: Standard) -> None:
    """Give a reportlab document its catalogue entries for the standards."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = ViewerPreferencesPDFDictionary()
    catalog.ViewerPreferences["DisplayDocTitle"] = "true"
    catalog.Metadata = XMP(creator=lambda document: _packet(document, language, standard))
    profile = PDFStream(PDFDictionary({"N": 3, "Filter": PDFName("FlateDecode")}), _srgb_profile(), [])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
