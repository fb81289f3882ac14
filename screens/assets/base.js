// Where Streamlit finds its server. Without this it first looks beside the screen (/organisator/_stcore/health) and meets two 404s.
window.__streamlit = { BACKEND_BASE_URL: location.origin };
