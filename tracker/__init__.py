"""tracker: follow how a Member State implements a United Nations resolution, paragraph by paragraph."""

__version__ = "0.1.0"
