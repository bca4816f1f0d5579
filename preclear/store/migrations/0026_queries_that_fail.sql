-- A question that can no longer be asked, since a fact of it is gone, ends with what is wrong with it: it found nothing and says so, not nobody.

ALTER TABLE inquiry_run ADD COLUMN failed text;                                                 -- why it could not be answered; no personal data
ALTER TABLE inquiry_run DROP CONSTRAINT inquiry_run_check;
ALTER TABLE inquiry_run ADD CONSTRAINT inquiry_run_ends CHECK ((finished_at IS NULL) = (found IS NULL AND failed IS NULL) AND (found IS NULL OR failed IS NULL));
