"""Forms made from the models of the data files: every field of the schema, its errors beside it, no script needed."""
