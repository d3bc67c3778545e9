import { amountCases } from './amounts.ts'
import type { Case } from './case.ts'
import { endingCases } from './endings.ts'
import { keyCases } from './keys.ts'
import { ordinaryCases } from './ordinary.ts'
import { peopleCases } from './people.ts'
import { stakeCases } from './stakes.ts'
import { strangerCases } from './strangers.ts'
import { textCases } from './texts.ts'
import { togetherCases } from './together.ts'

export { allows } from './case.ts'

export const allCases: readonly Case[] = [
  ...ordinaryCases,
  ...peopleCases,
  ...amountCases,
  ...endingCases,
  ...textCases,
  ...togetherCases,
  ...strangerCases,
  ...stakeCases,
  ...keyCases,
]

/** For a build that differs from others by nothing but its announcement. */
export const plainestCase: Case = ordinaryCases[0]!
