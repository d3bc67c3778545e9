import { marketConfig } from './market-config'

export default marketConfig()
