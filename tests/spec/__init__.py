"""The living manual: each module is a chapter, each test a sentence that a clinician can read and that is true."""
