"""The gate in front of Streamlit: who may connect, what may be said, and how much of it.

All that reaches Streamlit passes here first, so that nothing a visitor sends depends on what Streamlit does
with it. `stream.py` holds the websocket, `messages.py` what is said over it, `requests.py` the rest.
"""
