-- What was accepted beside last year's answers, kept with them: it holds no more, and is shown to be accepted anew or not.
ALTER TABLE "CarriedAnswer" ADD COLUMN "acceptedRisks" JSONB NOT NULL DEFAULT '[]';
