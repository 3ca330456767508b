-- The identity provider makes accounts for proven domains alone ("SignOnDomain"); what anybody may type is no proof.
ALTER TABLE "Provisioning" DROP COLUMN "domains";
