/** Ends the reading, with what is to be said about the file. */
export class Stop extends Error {
  constructor(read, why) {
    super(why);
    this.outcome = { read, why };
  }
}
