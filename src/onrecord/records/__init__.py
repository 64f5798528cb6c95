"""Records: public datasets of conflict events, read into one schema and kept in a store."""
