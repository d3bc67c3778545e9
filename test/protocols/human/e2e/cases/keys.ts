import { setKey, setKeys } from '../moves/keys.ts'
import { play } from '../moves/play.ts'
import type { Case } from './case.ts'

/** What operators say of themselves, and reputation oracles of operators. */
export const keyCases: readonly Case[] = [
  {
    name: 'operators describe themselves',
    hasEscrow: false,
    play: async (world) => {
      const { cast } = world
      const [reputation] = cast.reputationOracles
      const [recording] = cast.recordingOracles
      const roleKeys = (role: string) =>
        [
          ['role', role],
          ['url', `https://${role.replaceAll(' ', '-')}.example`],
          ['name', `The ${role} №\u0000${world.random.int(100)}`],
        ] as const
      await play(world, setKeys(world, reputation!, roleKeys('Reputation Oracle')))
      await play(world, setKeys(world, recording!, roleKeys('Recording Oracle')))
      await play(world, setKey(world, cast.requesters[0]!, 'role', 'Job Launcher'))
      await play(world, setKey(world, reputation!, recording!, 'active'))
      await play(world, setKey(world, reputation!, recording!, world.random.chance(0.5) ? 'inactive' : ''))
      await play(world, setKey(world, recording!, 'url', ''))
    },
  },
]
