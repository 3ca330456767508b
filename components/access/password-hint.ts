export const passwordHint =
  'At least 12 characters with a letter and a digit. A few unrelated words and a number work well.';
