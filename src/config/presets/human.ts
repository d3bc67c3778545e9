import type { Hex } from '../../domain/hex.ts'
import type { Preset } from './preset.ts'

// Source: github.com/humanprotocol/human-protocol. Addresses as in the NETWORKS constants of the SDK, blocks as in the
// configurations of its subgraph (packages/subgraph and, before, packages/sdk/typescript/subgraph), those of 2024 too: they still
// have the staking contracts and reward pools of earlier versions, and the chains that the project has left since.

/** A contract, and the block it was deployed in or an earlier one. */
type Deployed = readonly [address: Hex, block: number]

const human = (chainId: number, factory: Deployed, others: Readonly<Record<string, readonly Deployed[]>>): Preset => ({
  protocol: 'human',
  chainId,
  address: factory[0],
  startBlock: Math.min(...[factory, ...Object.values(others).flat()].map(([, block]) => block)),
  contracts: Object.fromEntries(
    Object.entries(others).map(([role, deployed]) => [role, deployed.map(([address]) => address)]),
  ),
})

/** HUMAN Protocol: a market is an EscrowFactory. Where there are two staking contracts, the earlier one comes first. */
export const humanPresets: Readonly<Record<string, Preset>> = {
  'human-ethereum': human(1, ['0xD9c75a1Aa4237BB72a41E5E26bd8384f10c1f55a', 16_924_057], {
    kvStore: [['0xB6d36B1CDaD50302BCB3DB43bAb0D349458e1b8D', 18_683_644]],
    staking: [
      ['0x05398211bA2046E296fBc9a9D3EB49e3F15C3123', 16_924_055],
      ['0xEf6Da3aB52c33925Be3F84038193a7e1331F51E6', 21_464_165],
    ],
    rewardPool: [['0x4A5963Dd6792692e9147EdC7659936b96251917a', 16_968_283]],
  }),
  'human-polygon': human(137, ['0xBDBfD2cC708199C5640C6ECdf3B0F4A4C67AdfcB', 38_858_552], {
    legacyFactory: [['0x45eBc3eAE6DA485097054ae10BA1A0f8e8c7f794', 25_426_566]],
    kvStore: [['0xbcB28672F826a50B03EE91B28145EAbddA73B2eD', 50_567_977]],
    staking: [
      ['0xcbAd56bE3f504E98bd70875823d3CC0242B7bB29', 38_858_545],
      ['0x01D115E9E8bF0C58318793624CC662a030D07F1D', 65_832_028],
    ],
    rewardPool: [['0x1371057BAec59944B924A7963F2EeCF43ff94CE4', 43_404_740]],
  }),
  'human-bsc': human(56, ['0x92FD968AcBd521c232f5fB8c33b342923cC72714', 28_745_625], {
    legacyFactory: [['0xc88bC422cAAb2ac8812de03176402dbcA09533f4', 20_689_161]],
    kvStore: [['0x21A0C4CED7aE447fCf87D9FE3A29FA9B3AB20Ff1', 33_941_535]],
    staking: [
      ['0xdFbB79dC35a3A53741be54a2C9b587d6BafAbd1C', 28_745_621],
      ['0xE24e5C08E28331D24758b69A5E9f383D2bDD1c98', 45_120_420],
    ],
    rewardPool: [['0xf376443BCc6d4d4D63eeC086bc4A9E4a83878e0e', 28_745_631]],
  }),

  // Chains for tests.
  'human-amoy': human(80_002, ['0xAFf5a986A530ff839d49325A5dF69F96627E8D29', 5_773_000], {
    kvStore: [['0x724AeFC243EdacCA27EAB86D3ec5a76Af4436Fc7', 5_773_002]],
    staking: [
      ['0xCc0AF0635aa19fE799B6aFDBe28fcFAeA7f00a60', 5_772_993],
      ['0xffE496683F842a923110415b7278ded3F265f2C5', 14_983_952],
    ],
    rewardPool: [['0xd866bCEFf6D0F77E1c3EAE28230AE6C79b03fDa7', 5_773_007]],
  }),
  'human-sepolia': human(11_155_111, ['0x5987A5558d961ee674efe4A8c8eB7B1b5495D3bf', 7_067_993], {
    kvStore: [['0xCc0AF0635aa19fE799B6aFDBe28fcFAeA7f00a60', 5_716_238]],
    staking: [['0x2163e3A40032Af1C359ac731deaB48258b317890', 7_062_708]],
  }),
  'human-bsc-testnet': human(97, ['0x2bfA592DBDaF434DDcbb893B1916120d181DAD18', 26_716_359], {
    legacyFactory: [['0xaAe6a2646C1F88763E62e0cD08aD050Ea66AC46F', 23_632_686]],
    kvStore: [['0x32e27177BA6Ea91cf28dfd91a0Da9822A4b74EcF', 34_883_905]],
    staking: [
      ['0x5517fE916Fe9F8dB15B0DDc76ebDf0BdDCd4ed18', 26_716_357],
      ['0xD6D347ba6987519B4e42EcED43dF98eFf5465a23', 45_938_762],
    ],
    rewardPool: [['0xB0A0500103eCEc431b73F6BAd923F0a2774E6e29', 26_716_365]],
  }),

  // Chains that the project has left: history only.
  'human-avalanche': human(43_114, ['0xD9c75a1Aa4237BB72a41E5E26bd8384f10c1f55a', 28_745_625], {
    legacyFactory: [['0x9767a578ba7a5FA1563c8229943cB01cd8446BB4', 23_168_540]],
    kvStore: [['0x9Bc7bff35B2Be2413708d48c3B0aEF5c43646728', 38_431_384]],
    staking: [['0x05398211bA2046E296fBc9a9D3EB49e3F15C3123', 36_012_046]],
    rewardPool: [['0x4A5963Dd6792692e9147EdC7659936b96251917a', 36_026_027]],
  }),
  'human-celo': human(42_220, ['0xc90B43a5d576D9d8026c48904dfbaED50C15Fa08', 22_219_820], {
    kvStore: [['0x86Af9f6Cd34B69Db1B202223C6d6D109f2491569', 22_219_821]],
    staking: [['0x34cD3Bd6B16c559f321799b516dE61E12017fFd1', 22_219_818]],
    rewardPool: [['0xb9344bAD98E3d26a4d83900922baf395a2Ec154c', 22_219_823]],
  }),
  'human-moonbeam': human(1_284, ['0xD9c75a1Aa4237BB72a41E5E26bd8384f10c1f55a', 2_904_819], {
    legacyFactory: [['0x98108c28B7767a52BE38B4860832dd4e11A7ecad', 1_145_429]],
    kvStore: [['0x2B95bEcb6EBC4589f64CB000dFCF716b4aeF8aA6', 4_979_685]],
    staking: [['0x05398211bA2046E296fBc9a9D3EB49e3F15C3123', 2_904_815]],
    rewardPool: [['0x4A5963Dd6792692e9147EdC7659936b96251917a', 2_904_825]],
  }),
  'human-x-layer': human(196, ['0x4949C9DFFD83F0D5Ab0AB24C57C4D403D5c20C15', 1_125_365], {
    kvStore: [['0x6512d894cc3d3FE93Da9d0420430136fA889FaB9', 1_125_367]],
    staking: [['0x01D115E9E8bF0C58318793624CC662a030D07F1D', 1_125_356]],
    rewardPool: [['0x7ABa5F75b2b530cB0c8927C86591c21dF44f06b6', 1_125_372]],
  }),
}
