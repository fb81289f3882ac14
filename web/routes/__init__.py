"""The routes beside Streamlit's own: of the scan, of events, of figures."""
