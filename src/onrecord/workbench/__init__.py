"""The workbench: a local web application in which a person turns a first reading into one she would
sign. It needs the optional part “web”."""
