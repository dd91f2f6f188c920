import { getApprovalCounts } from '../api/approvals.js'
import { useResource } from './use-resource.js'

/** What waits for the reader as second person; asked again when something that waits is asked for or decided. */
export const useApprovalCounts = () =>
  useResource(getApprovalCounts, { topics: ['notices', 'jurisdiction', 'judgement', 'cases', 'events'] })
