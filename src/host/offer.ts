/** What a host says by calling `runSender`: that it can be started as the sender. */
export interface Offer {
  readonly make: () => void;
  /** The script that Node was told to run, where there was one; `undefined` for hosts that have not offered. */
  readonly made: () => OfferedHost | undefined;
}

/** A host that can be started as the sender. */
export interface OfferedHost {
  /** `process.argv[1]` as it was then: hosts change it. */
  readonly script: string | undefined;
}

/** Makes the offer of one host, not made yet. */
export function createOffer(): Offer {
  let made: OfferedHost | undefined;
  return {
    make: () => {
      made = { script: process.argv[1] };
    },
    made: () => made,
  };
}
