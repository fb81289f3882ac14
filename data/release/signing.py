"""The key of this site: it signs the sealed blocks that go elsewhere, so that the centre knows where they
come from.
"""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from data.aggregates.keys import sync_folder
from data.folders import FolderError, Folders
from questionnaire.whole_files import write_whole

_FILE = "site.key"


def site_key(where: Folders) -> Ed25519PrivateKey:
    """The private key of this site, made the first time it is asked for; it never leaves KEY_DIR.

    Raises PlaceError when its file is damaged.
    """
    path = where.key_dir / _FILE
    if not path.exists():
        key = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        # Who comes second at the same moment reads the key of the first: there is only one.
        if write_whole(path, key, mode=0o600, replace=False):
            sync_folder(where.key_dir)
    try:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    except ValueError:
        raise FolderError(
            f"De sleutel van deze plek is beschadigd ({path}). Haal het bestand weg voor een nieuwe; de centrale plek moet die dan opnieuw vertrouwen."
        ) from None


def public_key(where: Folders) -> str:
    """The public key of this site, as it stands among the trusted sites elsewhere."""
    return base64.b64encode(
        site_key(where).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    ).decode()


def sign(where: Folders, data: bytes) -> str:
    """This site's signature under `data`."""
    return base64.b64encode(site_key(where).sign(data)).decode()


def signed_by(public: str, signature: str, data: bytes) -> bool:
    """Whether the holder of a public key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(base64.b64decode(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True
