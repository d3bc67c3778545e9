import type { Resolvers } from '../generated/types.ts'
import { proofFileOf } from '../payout-verification.ts'
import { VERBATIM } from '../scalars.ts'
import { own } from './own.ts'

export const proofs: Pick<Resolvers, 'PayoutVerification' | 'VerificationCheck' | 'ReceiptProof'> = {
  PayoutVerification: {
    ...own('result', 'checks', 'checkedAt'),
    receipt: ({ proof }) => proof && { ...proof.receipt, logPosition: proof.claim.logPosition },
    // Numbers in it are to stay numbers: it is a file of a fixed form.
    file: (verification) => {
      const file = proofFileOf(verification)
      return file && { [VERBATIM]: file }
    },
  },
  VerificationCheck: own('name', 'result', 'detail'),
  ReceiptProof: {
    ...own('blockHash', 'headerRlp', 'receiptsRoot', 'key', 'receipt', 'logPosition'),
    nodes: ({ nodes }) => [...nodes],
  },
}
