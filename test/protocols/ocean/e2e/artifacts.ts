import { readFileSync } from 'node:fs'
import accessList from '@oceanprotocol/contracts/artifacts/contracts/accesslists/AccessList.sol/AccessList.json' with {
  type: 'json',
}
import accessListFactory from '@oceanprotocol/contracts/artifacts/contracts/accesslists/AccessListFactory.sol/AccessListFactory.json' with {
  type: 'json',
}
import feeCollector from '@oceanprotocol/contracts/artifacts/contracts/communityFee/EnterpriseFeeCollector.sol/EnterpriseFeeCollector.json' with {
  type: 'json',
}
import factory from '@oceanprotocol/contracts/artifacts/contracts/ERC721Factory.sol/ERC721Factory.json' with {
  type: 'json',
}
import enterpriseEscrow from '@oceanprotocol/contracts/artifacts/contracts/escrow/EnterpriseEscrow.sol/EnterpriseEscrow.json' with {
  type: 'json',
}
import escrow from '@oceanprotocol/contracts/artifacts/contracts/escrow/Escrow.sol/Escrow.json' with { type: 'json' }
import dispenser from '@oceanprotocol/contracts/artifacts/contracts/pools/dispenser/Dispenser.sol/Dispenser.json' with {
  type: 'json',
}
import router from '@oceanprotocol/contracts/artifacts/contracts/pools/FactoryRouter.sol/FactoryRouter.json' with {
  type: 'json',
}
import exchange from '@oceanprotocol/contracts/artifacts/contracts/pools/fixedRate/FixedRateExchange.sol/FixedRateExchange.json' with {
  type: 'json',
}
import enterpriseExchange from '@oceanprotocol/contracts/artifacts/contracts/pools/fixedRate/FixedRateExchangeEnterprise.sol/FixedRateExchangeEnterprise.json' with {
  type: 'json',
}
import datatoken1 from '@oceanprotocol/contracts/artifacts/contracts/templates/ERC20Template.sol/ERC20Template.json' with {
  type: 'json',
}
import datatoken2 from '@oceanprotocol/contracts/artifacts/contracts/templates/ERC20TemplateEnterprise.sol/ERC20TemplateEnterprise.json' with {
  type: 'json',
}
import nft from '@oceanprotocol/contracts/artifacts/contracts/templates/ERC721Template.sol/ERC721Template.json' with {
  type: 'json',
}
import type { Abi } from 'viem'
import testToken from '../../../../contracts/artifacts/TestToken.json' with { type: 'json' }
import { compile } from '../../../../contracts/compile.ts'

/** What a contract needs to be deployed and spoken to. */
export type Artifact = { readonly abi: Abi; readonly bytecode: `0x${string}` }

const plain = ({ abi, bytecode }: { readonly abi: unknown; readonly bytecode: string }): Artifact => ({
  abi: abi as Abi,
  bytecode: bytecode as `0x${string}`,
})

/** Ocean's own bytecode, as its npm package has it. */
export const artifacts = {
  accessList: plain(accessList),
  accessListFactory: plain(accessListFactory),
  feeCollector: plain(feeCollector),
  factory: plain(factory),
  enterpriseEscrow: plain(enterpriseEscrow),
  escrow: plain(escrow),
  dispenser: plain(dispenser),
  router: plain(router),
  exchange: plain(exchange),
  enterpriseExchange: plain(enterpriseExchange),
  datatoken1: plain(datatoken1),
  datatoken2: plain(datatoken2),
  nft: plain(nft),
  token: plain(testToken),
} as const

/** Contracts of our own that act among them; compiled once, at the first call. */
export const ownArtifacts = (): { readonly wallet: Artifact; readonly forger: Artifact } => {
  compiled ??= compile(
    Object.fromEntries(
      ['Wallet.sol', 'Forger.sol'].map((file) => [
        file,
        readFileSync(new URL(`../contracts/${file}`, import.meta.url), 'utf8'),
      ]),
    ),
  )
  const named = (name: string) => plain(compiled!.find(({ contractName }) => contractName === name)!)
  return { wallet: named('Wallet'), forger: named('Forger') }
}

let compiled: ReturnType<typeof compile> | undefined
