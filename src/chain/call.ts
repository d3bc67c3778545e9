import type { Hex } from '../domain/hex.ts'
import { isForgotten, readAnswer } from './call-answer.ts'
import { type Call, putAtHead, putCalls } from './call-put.ts'
import { inParts } from './filter.ts'
import type { Node } from './node.ts'
import { isFaultOfNode, type Nodes } from './nodes.ts'

/** Calls of one request: as many as public nodes take in a batch. */
const CALLS_AT_ONCE = 50

/** What contracts answer, in the order of the calls; null where one answers nothing or refuses. */
export const callContracts = async (nodes: Nodes, calls: readonly Call[]): Promise<readonly (Hex | null)[]> => {
  const answers: (Hex | null)[] = []
  for (const some of inParts(calls, CALLS_AT_ONCE)) answers.push(...(await callSome(nodes, some)))
  return answers
}

/** A contract without such a function answers nothing, and so does a sick node: another one is heard before that is believed. */
const callSome = async (nodes: Nodes, calls: readonly Call[]): Promise<readonly (Hex | null)[]> => {
  const asked = await nodes.run(async (node) => ({ node, answers: await callThrough(node, calls) }), { patient: false })
  const { answers } = asked
  const empty = calls.filter((_, i) => answers[i] === null)
  if (empty.length === 0) return answers
  for (const other of nodes.from(asked.node).slice(1)) {
    const again = await callThrough(other, empty).catch((error: unknown) => {
      if (isFaultOfNode(error)) return null
      throw error
    })
    if (again === null) continue
    const second = new Map(empty.map((call, i) => [call, again[i]!]))
    return calls.map((call, i) => answers[i] ?? second.get(call) ?? null)
  }
  return answers
}

const callThrough = async (node: Node, calls: readonly Call[]): Promise<(Hex | null)[]> => {
  const told = await putCalls(node, calls)
  const forgotten = calls.filter(({ block }, i) => block !== undefined && isForgotten(told[i]))
  const again = forgotten.filter(({ exactly }) => exactly !== true)
  const atHead = again.length === 0 ? [] : await putAtHead(node, again)
  const late = new Map(again.map((call, i) => [call, atHead[i]]))
  return calls.map((call, i) => {
    if (late.has(call)) return readAnswer(node, late.get(call))
    return forgotten.includes(call) ? null : readAnswer(node, told[i])
  })
}
