import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { DaybookError } from '../../src/errors.ts'
import { createExchange } from '../../src/indexer/exchange.ts'

const between = (answer: (asked: number) => unknown) => {
  const { port1, port2 } = new MessageChannel()
  createExchange<number, number>(port2, answer)
  return { ...createExchange<number, number>(port1, (asked) => -asked), close: () => port1.close() }
}

test('answers find their questions, whatever their order', async () => {
  const { ask, close } = between(async (asked) => {
    await new Promise((resolve) => setTimeout(resolve, 5 * (3 - asked)))
    return asked * 10
  })
  expect(await Promise.all([1, 2, 3].map(ask))).toEqual([10, 20, 30])
  close()
})

test('an error comes over with code, message and details', async () => {
  const { ask, close } = between((asked) => {
    if (asked === 1)
      throw new DaybookError('RPC_NONSENSE', 'It spoke in tongues.', { details: { amount: 5n, node: 'n' } })
    throw new TypeError('no such thing')
  })
  const error = await ask(1).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DaybookError)
  expect(error).toMatchObject({
    code: 'RPC_NONSENSE',
    message: 'It spoke in tongues.',
    details: { amount: '5', node: 'n' },
  })
  await expect(ask(2)).rejects.toThrow('no such thing')
  close()
})

test('what is asked of one who ended rejects, now and later', async () => {
  const { ask, end, close } = between(() => new Promise(() => {}))
  const asked = ask(1)
  end(new Error('gone'))
  await expect(asked).rejects.toThrow('gone')
  await expect(ask(2)).rejects.toThrow('gone')
  close()
})
