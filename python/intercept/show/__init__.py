"""Tables, figures, the report and the files a result is written to."""
