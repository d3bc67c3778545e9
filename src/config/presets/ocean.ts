import type { Hex } from '../../domain/hex.ts'
import type { Preset } from './preset.ts'

// Source: github.com/oceanprotocol/contracts, addresses/address.json, which a test holds these against.

const ocean = (chainId: number, address: Hex, startBlock: number, contracts: Preset['contracts']): Preset => ({
  protocol: 'ocean',
  chainId,
  address,
  startBlock,
  contracts,
})

/** Ocean Protocol: a market is an ERC721Factory. Where there are two exchanges or escrows, the second is the enterprise one. */
export const oceanPresets: Readonly<Record<string, Preset>> = {
  'ocean-ethereum': ocean(1, '0x1706DF1f2d93558D1d77bEd49ccdB8B88fAfC306', 14_907_021, {
    fixedRateExchange: ['0xfa48673a7C36A2A768f89AC1ee8C355D5c367B02', '0x6C97D128f7E7D21ac3C722458Dc5d71f7e1bBa6e'],
    dispenser: ['0x8bA04715B1b210f710426b21A29887EEd4EA6751'],
    escrow: ['0xC98C71A9efeF2a940c73B7986f1D8469f1815F94', '0x2213FeBd4E681633bE255AfceFbd233EbcFc33c9'],
    router: ['0x8149276f275EEFAc110D74AFE8AFECEaeC7d1593'],
  }),
  'ocean-polygon': ocean(137, '0x6fd867E5AEE6D62a24f97939db90C4e67A73A651', 28_443_969, {
    fixedRateExchange: ['0xb28Ab1AaDe4c75F8cF013136fc0c290AeaeA9BA6'],
    dispenser: ['0x257fe2e49530A4B7FC3Ed597465e2931db3f20b7'],
    router: ['0x78e1317186786591912A10a7aF2490B8B4697A93'],
  }),
  'ocean-bsc': ocean(56, '0xbFBc7A21133B4e0e54a182BE8d4337A5e036A615', 18_407_552, {
    fixedRateExchange: ['0x8bA04715B1b210f710426b21A29887EEd4EA6751'],
    dispenser: ['0x042BFbd88c3998282153088604207b2AeF045b43'],
    router: ['0x4344D4Bc29531DB736378e9A3dA85BF1eff0CB22'],
  }),
  'ocean-optimism': ocean(10, '0x80E63f73cAc60c1662f27D2DFd2EA834acddBaa8', 112_181_681, {
    fixedRateExchange: ['0xDBDa486d8fE29F75e9Ca858F438b380Fc14b1232', '0x1d535147a97bd87c8443125376E6671B60556E07'],
    dispenser: ['0x2112Eb973af1DBf83a4f11eda82f7a7527D7Fde5'],
    escrow: ['0x4dD281EB67DED07E76E413Df16176D66ae69e240', '0xFe7967A5176fDAFa8DE109b3507016B885a82D6e'],
    router: ['0xf26c6C93f9f1d725e149d95f8E7B2334a406aD10'],
  }),
  'ocean-base': ocean(8_453, '0x159924ca0F47D6F704B97E29099b89e518A17B5E', 30_562_198, {
    fixedRateExchange: ['0xc37F8341Ac6e4a94538302bCd4d49Cf0852D30C0'],
    dispenser: ['0xE9397625Df9B63f0C152f975234b7988b54710B8'],
    escrow: ['0x43eC0a34E1b70C7f8E579ab866F37642777727E7'],
    router: ['0xEF62FB495266C72a5212A11Dce8baa79Ec0ABeB1'],
  }),
  'ocean-energyweb': ocean(246, '0x4dD281EB67DED07E76E413Df16176D66ae69e240', 18_264_850, {
    fixedRateExchange: ['0xE9397625Df9B63f0C152f975234b7988b54710B8'],
    dispenser: ['0x042D709b72B437d7d387F2679bD4ac060e561c9f'],
    router: ['0x4E6058dC00e90C0DCA47A5d0D3346F409939A5ab'],
  }),
  'ocean-moonriver': ocean(1_285, '0x86F2BB9F8f18B5a836b342199a3eC89F282E4018', 1_960_563, {
    fixedRateExchange: ['0x8389bC1306208488D665F939AFB4079adf6f5a06'],
    dispenser: ['0x0Ee8b03Dafc868a0899ebE1c12d734D53A957250'],
    router: ['0x7b0576CF01E868bce46cca91b2a8E674141b0355'],
  }),
  'ocean-oasis-sapphire': ocean(23_294, '0x80E63f73cAc60c1662f27D2DFd2EA834acddBaa8', 905_232, {
    fixedRateExchange: ['0xf26c6C93f9f1d725e149d95f8E7B2334a406aD10'],
    dispenser: ['0x2112Eb973af1DBf83a4f11eda82f7a7527D7Fde5'],
    escrow: ['0x0Ee8b03Dafc868a0899ebE1c12d734D53A957250'],
    router: ['0xd8992Ed72C445c35Cb4A2be468568Ed1079357c8'],
  }),

  // Chains for tests.
  'ocean-sepolia': ocean(11_155_111, '0xEF62FB495266C72a5212A11Dce8baa79Ec0ABeB1', 3_722_802, {
    fixedRateExchange: ['0x80E63f73cAc60c1662f27D2DFd2EA834acddBaa8', '0xfa48673a7C36A2A768f89AC1ee8C355D5c367B02'],
    dispenser: ['0x2720d405ef7cDC8a2E2e5AeBC8883C99611d893C'],
    escrow: ['0xd09789Ce05aa0f6feFc18315de4964Db07Cc0618', '0x6fd867E5AEE6D62a24f97939db90C4e67A73A651'],
    router: ['0x2112Eb973af1DBf83a4f11eda82f7a7527D7Fde5'],
  }),
  'ocean-optimism-sepolia': ocean(11_155_420, '0xDEfD0018969cd2d4E648209F876ADe184815f038', 3_867_703, {
    fixedRateExchange: ['0x69B6E54Ad2b3c2801d11d8Ad56ea1d892555b776'],
    dispenser: ['0x30E4CC2C7A9c6aA2b2Ce93586E3Df24a3A00bcDD'],
    escrow: ['0x23A8b2D7176485a6349e4830605F323f31019333'],
    router: ['0x1B083D8584dd3e6Ff37d04a6e7e82b5F622f3985'],
  }),
}
