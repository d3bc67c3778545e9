import type { Hex } from '../../domain/hex.ts'
import { tokenArg } from '../call.ts'
import type { Person, Requester } from '../cast.ts'
import { contentRoot } from '../content-root.ts'
import { BATCH_MAX, type Dataset, type Submission } from '../market.ts'
import { createRevenue } from '../revenue.ts'
import { hundredths, type TokenName } from '../token.ts'
import { dataUri, hashOfJson, ipfsUri } from '../uri.ts'
import type { World } from '../world.ts'

/** A requester registers the dataset of its theme; `edition` counts them. */
export const registerDataset = (world: World, owner: Requester, edition = 1): Dataset => {
  const { market } = world
  const { dataset: text, language, publisher, pays } = owner.theme
  const id = BigInt(++market.datasetCount)
  const name = edition === 1 ? text.name : `${text.name} (${edition})`
  const description = { ...text, name, language, publisher }
  const price = hundredths(pays.token, pays.price)
  world.send({
    from: owner.address,
    to: 'market',
    name: 'registerDataset',
    args: [dataUri(description), hashOfJson(description), price, tokenArg(pays.token)],
    step: `${publisher} registers dataset ${id}`,
  })
  const dataset: Dataset = {
    ...{ id, owner, edition, price, token: pays.token, version: 0, status: 'listed' },
    ...{ fresh: [], contents: [], revenue: createRevenue() },
  }
  market.datasets.add(dataset)
  return dataset
}

/** Publishes a version that names work accepted since the last one; more than a call takes follows in further calls. */
export const publishVersion = (world: World, dataset: Dataset, named: readonly Submission[]) => {
  const { owner, id, contents, revenue } = dataset
  const version = ++dataset.version
  contents.push(...named.map(({ contentHash }) => contentHash))
  const ids = named.map((submission) => submission.id)
  const uri = ipfsUri(`dataset ${id} version ${version}`, `/${owner.theme.language}-v${version}.parquet`)
  const step = `dataset ${id} publishes version ${version}`
  const from = owner.address
  const args = [id, contentRoot(contents), uri, ids.slice(0, BATCH_MAX)]
  world.send({ from, to: 'market', name: 'publishVersion', args, step })
  for (let i = BATCH_MAX; i < ids.length; i += BATCH_MAX) {
    const chunk = [id, BigInt(version), ids.slice(i, i + BATCH_MAX)]
    world.send({ from, to: 'market', name: 'addContributions', args: chunk, step })
  }
  for (const submission of named) {
    submission.namedIn = dataset
    revenue.addUnit(submission.contributor.address)
  }
  dataset.fresh = dataset.fresh.filter((submission) => submission.namedIn === null)
}

/** Anyone takes back the unit of work that was found to be cheating after a version named it. */
export const revokeShare = (world: World, dataset: Dataset, submission: Submission, by: Person) => {
  world.send({
    from: by.address,
    to: 'market',
    name: 'revokeShare',
    args: [dataset.id, submission.id],
    step: `dataset ${dataset.id} takes back the share of submission ${submission.id}`,
  })
  dataset.revenue.removeUnit(submission.contributor.address)
}

export const setPrice = (world: World, dataset: Dataset, token: TokenName, price: bigint) => {
  world.send({
    from: dataset.owner.address,
    to: 'market',
    name: 'setPrice',
    args: [dataset.id, tokenArg(token), price],
    step: `dataset ${dataset.id} changes its price`,
  })
  dataset.token = token
  dataset.price = price
}

const statuses = { listed: 0, suspended: 1, ended: 2 } as const

export const setStatus = (world: World, dataset: Dataset, status: Dataset['status']) => {
  world.send({
    from: dataset.owner.address,
    to: 'market',
    name: 'setStatus',
    args: [dataset.id, statuses[status]],
    step: `dataset ${dataset.id} is ${status}`,
  })
  dataset.status = status
}

export const purchase = (world: World, dataset: Dataset, buyer: Person) => {
  const { id, token, price, owner, revenue } = dataset
  world.send({
    from: buyer.address,
    to: 'market',
    name: 'purchase',
    args: [id, tokenArg(token), price],
    step: `dataset ${id} is bought`,
  })
  revenue.receive(token, { gross: price, feeBps: world.market.feeBps, owner: owner.address })
}

/** A holder of units takes its share of the sales in one token. */
export const claimRevenue = (world: World, dataset: Dataset, { holder, token }: { holder: Hex; token: TokenName }) => {
  world.send({
    from: holder,
    to: 'market',
    name: 'claimRevenue',
    args: [dataset.id, tokenArg(token)],
    step: `a share of dataset ${dataset.id}'s revenue is claimed`,
  })
  dataset.revenue.claim(holder, token)
}
