"""What a respondent takes along, as bytes: checklist, calendar, supplier's sheet, QR codes, the saved scan.
No Streamlit here.
"""
