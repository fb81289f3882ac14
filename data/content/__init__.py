"""All content together: checks, coverage by the noise, schemas, and the editions that this server keeps."""
