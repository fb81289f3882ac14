"""Everything that reaches into Streamlit's private parts: the one folder that an upgrade opens."""
