import type {
  ApiKeyTable,
  AuditLogTable,
  CodeAppTable,
  FactorStepTable,
  InviteTable,
  PasskeyTable,
  RecoveryCodeTable,
  SessionTable,
  SetupLinkTable,
  SignInLinkTable,
  UserTable,
} from '#db/schema/auth.ts'
import type {
  AuthorityRateTable,
  BookValuingTable,
  ClosedMonthTable,
  MonthSumsTable,
  PaymentRateTable,
  RateCurrencyTable,
  RateCursorTable,
  RateDayTable,
  RateTable,
  ReceiptSumTable,
  SummedValuingTable,
  ValuedSpanTable,
  ValuingTable,
} from '#db/schema/books.ts'
import type { BoostAliasTable, BoostTable } from '#db/schema/boost.ts'
import type { ClaimCursorTable, ClaimTable, ClaimWithdrawalTable } from '#db/schema/claim.ts'
import type {
  ArtworkTable,
  FeedItemTable,
  FeedTable,
  MetadataFetchTable,
  ValueRecipientTable,
  ValueTimeSplitTable,
} from '#db/schema/feed.ts'
import type { GoalTable } from '#db/schema/goal.ts'
import type { FirstStepTable, PlannedRecordingTable, ShowLookTable } from '#db/schema/home.ts'
import type { ImportRefusalTable, ImportTable } from '#db/schema/import.ts'
import type { JobStateTable, TaskTable } from '#db/schema/job.ts'
import type { LiveBlockTable, LiveItemTable } from '#db/schema/live.ts'
import type {
  MetaboostActionTable,
  MetaboostAppTable,
  MetaboostBlockedSenderTable,
  MetaboostPostTable,
  MetaboostUseTable,
} from '#db/schema/metaboost.ts'
import type {
  NostrListedTable,
  NostrPersonTable,
  NostrRelayTable,
  NostrServerTable,
} from '#db/schema/nostr.ts'
import type {
  OutboxCursorTable,
  OutboxTable,
  SendingRuleTable,
  SoundTable,
  WayOutTable,
} from '#db/schema/outgoing.ts'
import type { OverlayAlertTable, OverlayMediumTable, OverlayTable } from '#db/schema/overlay.ts'
import type { ChangeTable, PaymentAliasTable, PaymentTable, SightingTable } from '#db/schema/payment.ts'
import type {
  ReconcileNoteTable,
  WalletBalanceTable,
  WalletListPageTable,
  WalletListTable,
} from '#db/schema/reconcile.ts'
import type { PurseTable, ReplyTable } from '#db/schema/reply.ts'
import type {
  SegmentItemTable,
  SegmentMarkTable,
  SegmentShownTable,
  SegmentTable,
  ShowAirSettingsTable,
} from '#db/schema/segment.ts'
import type { ServiceTable } from '#db/schema/service.ts'
import type {
  EpisodeAliasTable,
  EpisodeJoinRowTable,
  EpisodeJoinTable,
  EpisodeNameTable,
  EpisodeTable,
  InstallationTable,
  OwnPageTable,
  PublicSettingsTable,
  ShowAliasTable,
  ShowNameTable,
  ShowTable,
} from '#db/schema/show.ts'
import type {
  AnonymousNameTable,
  ShowSupporterTable,
  SupporterAliasTable,
  SupporterNameTable,
  SupporterSuggestionTable,
  SupporterTable,
} from '#db/schema/supporter.ts'
import type {
  ChangeHorizonTable,
  TotalsCellTable,
  TotalsCohortTable,
  TotalsFiatTable,
  TotalsHourTable,
  TotalsPartTable,
  TotalsPeopleTable,
  TotalsShowTable,
  TotalsSliceTable,
  TotalsStateTable,
  TotalsSupporterDayTable,
  TotalsSupporterTable,
} from '#db/schema/totals.ts'
import type {
  ConnectionTable,
  PayoutTable,
  RuleTable,
  ShareTable,
  SourceTable,
  UnreadTable,
  WalletAddressTable,
  WalletTable,
} from '#db/schema/wallet.ts'
import type { WebhookTable } from '#db/schema/webhook.ts'

/** Every table, as kysely sees it. */
export type DB = {
  installation: InstallationTable
  shows: ShowTable
  show_names: ShowNameTable
  show_aliases: ShowAliasTable
  episodes: EpisodeTable
  episode_names: EpisodeNameTable
  episode_aliases: EpisodeAliasTable
  episode_joins: EpisodeJoinTable
  episode_join_rows: EpisodeJoinRowTable
  wallets: WalletTable
  webhooks: WebhookTable
  first_steps: FirstStepTable
  planned_recordings: PlannedRecordingTable
  show_looks: ShowLookTable
  wallet_addresses: WalletAddressTable
  sources: SourceTable
  connections: ConnectionTable
  unread: UnreadTable
  metadata_fetches: MetadataFetchTable
  artwork: ArtworkTable
  feeds: FeedTable
  feed_items: FeedItemTable
  value_recipients: ValueRecipientTable
  value_time_splits: ValueTimeSplitTable
  shares: ShareTable
  payouts: PayoutTable
  rules: RuleTable
  supporters: SupporterTable
  supporter_names: SupporterNameTable
  supporter_aliases: SupporterAliasTable
  supporter_suggestions: SupporterSuggestionTable
  show_supporters: ShowSupporterTable
  anonymous_names: AnonymousNameTable
  boosts: BoostTable
  boost_aliases: BoostAliasTable
  claims: ClaimTable
  claim_withdrawals: ClaimWithdrawalTable
  claim_cursor: ClaimCursorTable
  nostr_relays: NostrRelayTable
  nostr_listed: NostrListedTable
  nostr_people: NostrPersonTable
  nostr_servers: NostrServerTable
  payments: PaymentTable
  payment_aliases: PaymentAliasTable
  sightings: SightingTable
  changes: ChangeTable
  tasks: TaskTable
  rates: RateTable
  payment_rates: PaymentRateTable
  valuings: ValuingTable
  rate_currencies: RateCurrencyTable
  book_valuings: BookValuingTable
  rate_days: RateDayTable
  authority_rates: AuthorityRateTable
  rate_cursor: RateCursorTable
  closed_months: ClosedMonthTable
  month_sums: MonthSumsTable
  valued_spans: ValuedSpanTable
  summed_valuings: SummedValuingTable
  receipt_sums: ReceiptSumTable
  wallet_lists: WalletListTable
  wallet_list_pages: WalletListPageTable
  wallet_balances: WalletBalanceTable
  reconcile_notes: ReconcileNoteTable
  public_settings: PublicSettingsTable
  goals: GoalTable
  own_pages: OwnPageTable
  segments: SegmentTable
  segment_items: SegmentItemTable
  segment_marks: SegmentMarkTable
  segment_shown: SegmentShownTable
  show_air_settings: ShowAirSettingsTable
  totals_shows: TotalsShowTable
  totals_cells: TotalsCellTable
  totals_parts: TotalsPartTable
  totals_people: TotalsPeopleTable
  totals_fiat: TotalsFiatTable
  totals_hours: TotalsHourTable
  totals_supporter_days: TotalsSupporterDayTable
  totals_supporters: TotalsSupporterTable
  totals_slices: TotalsSliceTable
  totals_cohorts: TotalsCohortTable
  totals_state: TotalsStateTable
  change_horizon: ChangeHorizonTable
  metaboost_apps: MetaboostAppTable
  metaboost_posts: MetaboostPostTable
  metaboost_blocked_senders: MetaboostBlockedSenderTable
  metaboost_uses: MetaboostUseTable
  metaboost_actions: MetaboostActionTable
  overlays: OverlayTable
  overlay_alerts: OverlayAlertTable
  overlay_media: OverlayMediumTable
  ways_out: WayOutTable
  sending_rules: SendingRuleTable
  outbox: OutboxTable
  outbox_cursor: OutboxCursorTable
  sounds: SoundTable
  live_items: LiveItemTable
  live_blocks: LiveBlockTable
  purses: PurseTable
  replies: ReplyTable
  users: UserTable
  sessions: SessionTable
  invites: InviteTable
  setup_links: SetupLinkTable
  sign_in_links: SignInLinkTable
  passkeys: PasskeyTable
  code_apps: CodeAppTable
  recovery_codes: RecoveryCodeTable
  factor_steps: FactorStepTable
  api_keys: ApiKeyTable
  audit_log: AuditLogTable
  job_states: JobStateTable
  imports: ImportTable
  import_refusals: ImportRefusalTable
  services: ServiceTable
}
