"""The gate in front of Streamlit."""
