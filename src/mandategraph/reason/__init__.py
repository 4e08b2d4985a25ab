"""What follows from what is stated: the rules of the ontology, and the closure with the paragraphs it rests on."""
