import { marketConfig } from '../ponder-books/market-config'

export default marketConfig()
