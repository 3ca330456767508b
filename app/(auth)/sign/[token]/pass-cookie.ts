/** Holds the pass that the right code gave; sent to the link's own address alone. */
export const passCookie = 'inplace-signing-pass';
