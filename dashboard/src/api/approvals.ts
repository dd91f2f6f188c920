import type { ApprovalCounts } from '@huiyin/domain/http/approvals'
import { get } from './request.js'

export const getApprovalCounts = () => get<ApprovalCounts>('/approval-counts')
