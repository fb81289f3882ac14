"""What several benchmarks share: a respondent over Streamlit's own protocol, figures, and servers to measure."""
