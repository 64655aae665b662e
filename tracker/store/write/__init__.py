"""The writing of casework and instruments; each function takes a session and never commits."""
