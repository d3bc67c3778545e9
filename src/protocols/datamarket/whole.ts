/** The six events that a market of somebody else's may share, and those of OpenZeppelin's Ownable2Step. */
const shared: ReadonlySet<string> = new Set([
  'TaskPosted',
  'SubmissionMade',
  'SubmissionReviewed',
  'PayoutMade',
  'DatasetRegistered',
  'DatasetPurchased',
  'OwnershipTransferred',
  'OwnershipTransferStarted',
])

/** Whether a market that emitted these speaks the reference market's whole vocabulary: nothing is demanded of one with six events. */
export const isWhole = (emitted: ReadonlySet<string>): boolean => [...emitted].some((name) => !shared.has(name))
