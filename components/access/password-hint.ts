export const passwordHint =
  'At least 12 characters with a letter and a digit: a few unrelated words and a number do well.';
