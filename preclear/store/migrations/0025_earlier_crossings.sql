-- Earlier crossings of a person are found by the number of the travel document, written without blanks and hyphens.
CREATE INDEX traveller_document ON traveller (upper(translate(document_number, ' -', '')))
  WHERE superseded_at IS NULL AND document_number IS NOT NULL;
