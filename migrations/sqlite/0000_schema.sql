CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY NOT NULL,
	`address` blob NOT NULL,
	`roles` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `accounts_address` ON `accounts` (substr("address", 1, 3));--> statement-breakpoint
CREATE TABLE `addresses` (
	`id` integer PRIMARY KEY NOT NULL,
	`address` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `addresses_address` ON `addresses` (substr("address", 1, 3));--> statement-breakpoint
CREATE TABLE `answers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chain_id` integer NOT NULL,
	`address` blob NOT NULL,
	`data` blob NOT NULL,
	`answer` blob,
	`asked_at_block` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `answers_key` ON `answers` (`chain_id`,`address`,`data`);--> statement-breakpoint
CREATE TABLE `audit_findings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`market_id` integer NOT NULL,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`subject` text,
	`token` blob,
	`books` text NOT NULL,
	`chain` text NOT NULL,
	`detail` text NOT NULL,
	`from_block` integer,
	`to_block` integer
);
--> statement-breakpoint
CREATE INDEX `audit_findings_market` ON `audit_findings` (`market_id`);--> statement-breakpoint
CREATE TABLE `audits` (
	`market_id` integer PRIMARY KEY NOT NULL,
	`block` integer NOT NULL,
	`hash` blob NOT NULL,
	`checked_at` integer NOT NULL,
	`result` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `blocks` (
	`id` integer PRIMARY KEY NOT NULL,
	`hash` blob NOT NULL,
	`parent_hash` blob NOT NULL,
	`timestamp` integer NOT NULL,
	`level` integer NOT NULL,
	`logs` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `blocks_hash` ON `blocks` (substr("hash", 1, 3));--> statement-breakpoint
CREATE TABLE `chains` (
	`id` integer PRIMARY KEY NOT NULL,
	`slot` integer NOT NULL,
	`name` text NOT NULL,
	`start_block` integer NOT NULL,
	`deployment` text NOT NULL,
	`finality` text NOT NULL,
	`completeness` text NOT NULL,
	`pace` text DEFAULT 'scheduled' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `checkpoints` (
	`id` integer PRIMARY KEY NOT NULL,
	`counters` text NOT NULL,
	`row_sum` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `contracts` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`address` blob NOT NULL,
	`role` text NOT NULL,
	`log_id` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contracts_key` ON `contracts` (`address`,`market_id`);--> statement-breakpoint
CREATE INDEX `contracts_market` ON `contracts` (`market_id`,`role`);--> statement-breakpoint
CREATE TABLE `contributions` (
	`id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`version_id` integer NOT NULL,
	`submission_id` integer NOT NULL,
	`account_id` integer,
	`log_id` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contributions_key` ON `contributions` (`dataset_id`,`submission_id`);--> statement-breakpoint
CREATE INDEX `contributions_version` ON `contributions` (`version_id`);--> statement-breakpoint
CREATE INDEX `contributions_submission` ON `contributions` (`submission_id`);--> statement-breakpoint
CREATE TABLE `contributor_markets` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`market_id` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contributor_markets_key` ON `contributor_markets` (`account_id`,`market_id`);--> statement-breakpoint
CREATE INDEX `contributor_markets_market` ON `contributor_markets` (`market_id`);--> statement-breakpoint
CREATE TABLE `contributors` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_active_at` integer NOT NULL,
	`submissions` integer NOT NULL,
	`accepted` integer NOT NULL,
	`rejected` integer NOT NULL,
	`tasks` integer NOT NULL,
	`datasets` integer NOT NULL,
	`payouts` integer NOT NULL,
	`active_days` integer NOT NULL,
	`last_day` integer NOT NULL,
	`streak_days` integer NOT NULL,
	`longest_streak_days` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contributors_account` ON `contributors` (`account_id`);--> statement-breakpoint
CREATE INDEX `contributors_first` ON `contributors` (`first_seen_at`);--> statement-breakpoint
CREATE INDEX `contributors_active` ON `contributors` (`last_active_at`);--> statement-breakpoint
CREATE INDEX `contributors_submissions` ON `contributors` (`submissions`);--> statement-breakpoint
CREATE INDEX `contributors_accepted` ON `contributors` (`accepted`);--> statement-breakpoint
CREATE INDEX `contributors_payouts` ON `contributors` (`payouts`);--> statement-breakpoint
CREATE INDEX `contributors_datasets` ON `contributors` (`datasets`);--> statement-breakpoint
CREATE TABLE `cursors` (
	`chain_id` integer PRIMARY KEY NOT NULL,
	`block` integer NOT NULL,
	`hash` blob NOT NULL,
	`timestamp` integer NOT NULL,
	`finalized` integer NOT NULL,
	`head` integer NOT NULL,
	`counters` text NOT NULL,
	`row_sum` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dataset_buyers` (
	`id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`account_id` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_buyers_key` ON `dataset_buyers` (`dataset_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `dataset_contributors` (
	`id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`accepted` integer NOT NULL,
	`first_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_contributors_key` ON `dataset_contributors` (`dataset_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `dataset_contributors_rank` ON `dataset_contributors` (`dataset_id`,`accepted`);--> statement-breakpoint
CREATE INDEX `dataset_contributors_account` ON `dataset_contributors` (`account_id`);--> statement-breakpoint
CREATE TABLE `dataset_earnings` (
	`id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`earned` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_earnings_key` ON `dataset_earnings` (`dataset_id`,`account_id`,`token_id`);--> statement-breakpoint
CREATE TABLE `dataset_money` (
	`id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`revenue` blob NOT NULL,
	`paid` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_money_key` ON `dataset_money` (`dataset_id`,`token_id`);--> statement-breakpoint
CREATE TABLE `dataset_versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`number` integer NOT NULL,
	`content_hash` blob,
	`uri` text NOT NULL,
	`contributions` integer NOT NULL,
	`contributors` integer NOT NULL,
	`created_log` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_versions_key` ON `dataset_versions` (`dataset_id`,`number`);--> statement-breakpoint
CREATE INDEX `dataset_versions_content` ON `dataset_versions` (`content_hash`);--> statement-breakpoint
CREATE TABLE `datasets` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`publisher_id` integer NOT NULL,
	`treasury_id` integer,
	`token_id` integer,
	`name` text,
	`status` integer NOT NULL,
	`uri` text NOT NULL,
	`content_hash` blob,
	`price` blob,
	`price_token_id` integer,
	`versions` integer NOT NULL,
	`contributors` integer NOT NULL,
	`purchases` integer NOT NULL,
	`buyers` integer NOT NULL,
	`last_purchased_at` integer,
	`created_log` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `datasets_key` ON `datasets` (`market_id`,`key`);--> statement-breakpoint
CREATE INDEX `datasets_updated` ON `datasets` (`updated_at`);--> statement-breakpoint
CREATE INDEX `datasets_purchases` ON `datasets` (`purchases`);--> statement-breakpoint
CREATE INDEX `datasets_contributors` ON `datasets` (`contributors`);--> statement-breakpoint
CREATE INDEX `datasets_price` ON `datasets` (`price`);--> statement-breakpoint
CREATE INDEX `datasets_publisher` ON `datasets` (`publisher_id`);--> statement-breakpoint
CREATE INDEX `datasets_content` ON `datasets` (`content_hash`);--> statement-breakpoint
CREATE TABLE `document_queue` (
	`id` integer PRIMARY KEY NOT NULL,
	`fetch` integer NOT NULL,
	`stored_bytes` integer NOT NULL,
	`full` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` blob NOT NULL,
	`uri` text NOT NULL,
	`hash` blob,
	`conclusive` integer NOT NULL,
	`host` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer,
	`policy` text,
	`fetched_at` integer,
	`byte_size` integer,
	`media_type` text,
	`actual_hash` blob,
	`body` blob
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_key` ON `documents` (`key`);--> statement-breakpoint
CREATE INDEX `documents_next` ON `documents` (`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `documents_state` ON `documents` (`state`);--> statement-breakpoint
CREATE TABLE `earnings` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`market_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`accrued` blob NOT NULL,
	`settled` blob NOT NULL,
	`forfeited` blob NOT NULL,
	`revenue` blob NOT NULL,
	`payouts` integer NOT NULL,
	`first_payout_at` integer,
	`last_payout_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `earnings_key` ON `earnings` (`account_id`,`market_id`,`token_id`);--> statement-breakpoint
CREATE INDEX `earnings_settled` ON `earnings` (`token_id`,`settled`);--> statement-breakpoint
CREATE INDEX `earnings_revenue` ON `earnings` (`token_id`,`revenue`);--> statement-breakpoint
CREATE TABLE `emitters` (
	`id` integer PRIMARY KEY NOT NULL,
	`address` blob NOT NULL,
	`topic0` blob NOT NULL,
	`topic_count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `emitters_key` ON `emitters` (`address`,`topic0`,`topic_count`,`id`);--> statement-breakpoint
CREATE TABLE `fees` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`log_id` integer NOT NULL,
	`part` integer NOT NULL,
	`kind` integer NOT NULL,
	`payee_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`amount` blob NOT NULL,
	`task_id` integer,
	`payout_id` integer,
	`purchase_id` integer,
	`settlement` integer NOT NULL,
	`transfer_log` integer,
	`confidence` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `fees_amount` ON `fees` (`amount`);--> statement-breakpoint
CREATE INDEX `fees_payee` ON `fees` (`payee_id`);--> statement-breakpoint
CREATE INDEX `fees_task` ON `fees` (`task_id`);--> statement-breakpoint
CREATE INDEX `fees_payout` ON `fees` (`payout_id`);--> statement-breakpoint
CREATE INDEX `fees_purchase` ON `fees` (`purchase_id`);--> statement-breakpoint
CREATE INDEX `fees_log` ON `fees` (`log_id`);--> statement-breakpoint
CREATE TABLE `fundings` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`task_id` integer,
	`log_id` integer NOT NULL,
	`part` integer NOT NULL,
	`kind` integer NOT NULL,
	`token_id` integer NOT NULL,
	`amount` blob NOT NULL,
	`account_id` integer,
	`settlement` integer NOT NULL,
	`transfer_log` integer,
	`confidence` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `fundings_task` ON `fundings` (`task_id`);--> statement-breakpoint
CREATE INDEX `fundings_log` ON `fundings` (`log_id`);--> statement-breakpoint
CREATE TABLE `gaps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chain_id` integer NOT NULL,
	`from_block` integer NOT NULL,
	`to_block` integer NOT NULL,
	`doubt` text NOT NULL,
	`found_at` integer NOT NULL,
	`healed_at` integer,
	`logs` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `gaps_chain` ON `gaps` (`chain_id`,`healed_at`);--> statement-breakpoint
CREATE TABLE `indices_put_off` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`definition` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_accounts` (
	`id` integer PRIMARY KEY NOT NULL,
	`type` integer NOT NULL,
	`market_id` integer NOT NULL,
	`subject_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`balance` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_accounts_key` ON `ledger_accounts` (`type`,`token_id`,`subject_id`,`market_id`);--> statement-breakpoint
CREATE INDEX `ledger_accounts_balance` ON `ledger_accounts` (`type`,`token_id`,`balance`);--> statement-breakpoint
CREATE INDEX `ledger_accounts_subject` ON `ledger_accounts` (`subject_id`,`type`);--> statement-breakpoint
CREATE TABLE `logs` (
	`id` integer PRIMARY KEY NOT NULL,
	`log_index` integer NOT NULL,
	`emitter_id` integer NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `market_money` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`paid` blob NOT NULL,
	`escrowed` blob NOT NULL,
	`refunded` blob NOT NULL,
	`sales` blob NOT NULL,
	`fees` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `market_money_key` ON `market_money` (`market_id`,`token_id`);--> statement-breakpoint
CREATE TABLE `market_posters` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`account_id` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `market_posters_key` ON `market_posters` (`market_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `markets` (
	`id` integer PRIMARY KEY NOT NULL,
	`protocol` text NOT NULL,
	`address` blob NOT NULL,
	`name` text,
	`start_block` integer NOT NULL,
	`owner_id` integer,
	`fee_bps` integer,
	`tasks` integer NOT NULL,
	`submissions` integer NOT NULL,
	`accepted_submissions` integer NOT NULL,
	`contributors` integer NOT NULL,
	`posters` integer NOT NULL,
	`datasets` integer NOT NULL,
	`payouts` integer NOT NULL,
	`unmatched_payouts` integer NOT NULL,
	`purchases` integer NOT NULL,
	`created_at` integer,
	`updated_at` integer
);
--> statement-breakpoint
CREATE INDEX `markets_address` ON `markets` (`address`);--> statement-breakpoint
CREATE TABLE `memories` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memories_key` ON `memories` (`market_id`,`key`);--> statement-breakpoint
CREATE TABLE `movements` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`log_id` integer NOT NULL,
	`cause` integer NOT NULL,
	`cause_id` integer,
	`first_posting_id` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `movements_cause` ON `movements` (`cause`,`cause_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chain_id` integer NOT NULL,
	`change` text NOT NULL,
	`from_block` integer NOT NULL,
	`to_block` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `payouts` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`log_id` integer NOT NULL,
	`part` integer NOT NULL,
	`kind` integer NOT NULL,
	`account_id` integer NOT NULL,
	`receiver_id` integer NOT NULL,
	`payer_id` integer,
	`token_id` integer NOT NULL,
	`amount` blob NOT NULL,
	`gross` blob,
	`task_id` integer,
	`submission_id` integer,
	`dataset_id` integer,
	`reward_id` integer,
	`settlement` integer NOT NULL,
	`transfer_log` integer,
	`confidence` integer NOT NULL,
	`seconds` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `payouts_amount` ON `payouts` (`amount`);--> statement-breakpoint
CREATE INDEX `payouts_account` ON `payouts` (`account_id`);--> statement-breakpoint
CREATE INDEX `payouts_task` ON `payouts` (`task_id`);--> statement-breakpoint
CREATE INDEX `payouts_submission` ON `payouts` (`submission_id`);--> statement-breakpoint
CREATE INDEX `payouts_reward` ON `payouts` (`reward_id`) WHERE "payouts"."reward_id" is not null;--> statement-breakpoint
CREATE INDEX `payouts_dataset` ON `payouts` (`dataset_id`);--> statement-breakpoint
CREATE INDEX `payouts_log` ON `payouts` (`log_id`);--> statement-breakpoint
CREATE TABLE `postings` (
	`id` integer PRIMARY KEY NOT NULL,
	`movement_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`amount` blob NOT NULL,
	`balance_after` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `postings_account` ON `postings` (`account_id`);--> statement-breakpoint
CREATE TABLE `proof_windows` (
	`id` integer PRIMARY KEY NOT NULL,
	`none` integer NOT NULL,
	`header_linked` integer NOT NULL,
	`bloom_consistent` integer NOT NULL,
	`receipts_proven` integer NOT NULL,
	`second_source` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `purchases` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`dataset_id` integer,
	`log_id` integer NOT NULL,
	`part` integer NOT NULL,
	`buyer_id` integer NOT NULL,
	`payer_id` integer,
	`token_id` integer NOT NULL,
	`gross` blob NOT NULL,
	`net` blob,
	`settlement` integer NOT NULL,
	`transfer_log` integer,
	`confidence` integer NOT NULL,
	`renewals` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `purchases_key` ON `purchases` (`market_id`,`key`);--> statement-breakpoint
CREATE INDEX `purchases_gross` ON `purchases` (`gross`);--> statement-breakpoint
CREATE INDEX `purchases_dataset` ON `purchases` (`dataset_id`);--> statement-breakpoint
CREATE INDEX `purchases_buyer` ON `purchases` (`buyer_id`);--> statement-breakpoint
CREATE INDEX `purchases_log` ON `purchases` (`log_id`);--> statement-breakpoint
CREATE TABLE `reorgs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chain_id` integer NOT NULL,
	`detected_at` integer NOT NULL,
	`ancestor` integer NOT NULL,
	`depth` integer NOT NULL,
	`reverted_logs` integer NOT NULL,
	`old_head` blob NOT NULL,
	`new_head` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`submission_id` integer,
	`assessor_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`repeats` integer NOT NULL,
	`verdict` integer NOT NULL,
	`score_bps` integer,
	`superseded_by` integer,
	`created_log` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_submission` ON `reviews` (`submission_id`,`assessor_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `reviews_assessor` ON `reviews` (`assessor_id`);--> statement-breakpoint
CREATE INDEX `reviews_score` ON `reviews` (`score_bps`);--> statement-breakpoint
CREATE TABLE `rewards` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`account_id` integer NOT NULL,
	`token_id` integer NOT NULL,
	`amount` blob NOT NULL,
	`settled` blob NOT NULL,
	`forfeited` blob NOT NULL,
	`state` integer NOT NULL,
	`forfeit_reason` integer,
	`escrowed` integer NOT NULL,
	`task_id` integer,
	`submission_id` integer,
	`dataset_id` integer,
	`created_log` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rewards_key` ON `rewards` (`market_id`,`key`,`token_id`);--> statement-breakpoint
CREATE INDEX `rewards_account` ON `rewards` (`account_id`);--> statement-breakpoint
CREATE INDEX `rewards_task` ON `rewards` (`task_id`);--> statement-breakpoint
CREATE INDEX `rewards_submission` ON `rewards` (`submission_id`);--> statement-breakpoint
CREATE INDEX `rewards_amount` ON `rewards` (`amount`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`task_id` integer,
	`dataset_id` integer,
	`account_id` integer,
	`status` integer NOT NULL,
	`settled` integer NOT NULL,
	`content_hash` blob,
	`content_head` blob,
	`hash_at` integer,
	`uri` text,
	`uri_at` integer,
	`uri_length` integer,
	`payouts` integer NOT NULL,
	`decided_log` integer,
	`decided_at` integer,
	`created_log` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_key` ON `submissions` (`market_id`,`key`);--> statement-breakpoint
CREATE INDEX `submissions_decided` ON `submissions` (`decided_at`);--> statement-breakpoint
CREATE INDEX `submissions_task` ON `submissions` (`task_id`);--> statement-breakpoint
CREATE INDEX `submissions_dataset` ON `submissions` (`dataset_id`);--> statement-breakpoint
CREATE INDEX `submissions_account` ON `submissions` (`account_id`);--> statement-breakpoint
CREATE INDEX `submissions_status` ON `submissions` (`status`);--> statement-breakpoint
CREATE INDEX `submissions_content` ON `submissions` (`content_head`);--> statement-breakpoint
CREATE TABLE `sync_status` (
	`chain_id` integer PRIMARY KEY NOT NULL,
	`phase` text NOT NULL,
	`head` integer,
	`finalized` integer,
	`milli_blocks_per_second` integer NOT NULL,
	`measured_at` integer NOT NULL,
	`advanced_at` integer,
	`head_moved_at` integer,
	`retired_at` integer,
	`error_code` text,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `task_contributors` (
	`id` integer PRIMARY KEY NOT NULL,
	`task_id` integer NOT NULL,
	`account_id` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `task_contributors_key` ON `task_contributors` (`task_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `task_contributors_account` ON `task_contributors` (`account_id`);--> statement-breakpoint
CREATE TABLE `task_roles` (
	`id` integer PRIMARY KEY NOT NULL,
	`task_id` integer NOT NULL,
	`role` text NOT NULL,
	`account_id` integer NOT NULL,
	`fee_bps` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `task_roles_key` ON `task_roles` (`task_id`,`role`);--> statement-breakpoint
CREATE TABLE `task_statuses` (
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`status` integer,
	`asked_at_block` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `task_statuses_key` ON `task_statuses` (`market_id`,`key`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY NOT NULL,
	`market_id` integer NOT NULL,
	`key` text NOT NULL,
	`poster_id` integer,
	`dataset_id` integer,
	`token_id` integer NOT NULL,
	`reward` blob,
	`capacity` integer,
	`deadline` integer,
	`uri` text NOT NULL,
	`external_ref` text,
	`status` integer NOT NULL,
	`funded` integer NOT NULL,
	`budget` blob NOT NULL,
	`paid` blob NOT NULL,
	`fees` blob NOT NULL,
	`refunded` blob NOT NULL,
	`withdrawn` blob NOT NULL,
	`submissions` integer NOT NULL,
	`accepted` integer NOT NULL,
	`paid_submissions` integer NOT NULL,
	`contributors` integer NOT NULL,
	`closed_at` integer,
	`created_log` integer NOT NULL,
	`updated_log` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_key` ON `tasks` (`market_id`,`key`);--> statement-breakpoint
CREATE INDEX `tasks_updated` ON `tasks` (`updated_at`);--> statement-breakpoint
CREATE INDEX `tasks_deadline` ON `tasks` (`deadline`);--> statement-breakpoint
CREATE INDEX `tasks_budget` ON `tasks` (`budget`);--> statement-breakpoint
CREATE INDEX `tasks_submissions` ON `tasks` (`submissions`);--> statement-breakpoint
CREATE INDEX `tasks_poster` ON `tasks` (`poster_id`);--> statement-breakpoint
CREATE INDEX `tasks_dataset` ON `tasks` (`dataset_id`);--> statement-breakpoint
CREATE INDEX `tasks_status` ON `tasks` (`status`);--> statement-breakpoint
CREATE INDEX `tasks_external_ref` ON `tasks` (`external_ref`);--> statement-breakpoint
CREATE TABLE `token_metadata` (
	`address` blob NOT NULL,
	`chain_id` integer NOT NULL,
	`symbol` text,
	`name` text,
	`decimals` integer,
	`asked_at_block` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `token_metadata_key` ON `token_metadata` (`chain_id`,`address`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` integer PRIMARY KEY NOT NULL,
	`address` blob NOT NULL,
	`payouts` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_address` ON `tokens` (`address`,`id`);--> statement-breakpoint
CREATE INDEX `tokens_payouts` ON `tokens` (`payouts`);--> statement-breakpoint
CREATE TABLE `transactions` (
	`id` integer PRIMARY KEY NOT NULL,
	`block_id` integer NOT NULL,
	`tx_index` integer NOT NULL,
	`hash` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `transactions_hash` ON `transactions` (substr("hash", 1, 3));--> statement-breakpoint
CREATE TABLE `undecoded` (
	`id` integer PRIMARY KEY NOT NULL,
	`log_id` integer NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `undo` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`block_id` integer NOT NULL,
	`table` text NOT NULL,
	`rows` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `undo_block` ON `undo` (`block_id`);--> statement-breakpoint
CREATE TABLE `version_contributors` (
	`id` integer PRIMARY KEY NOT NULL,
	`version_id` integer NOT NULL,
	`account_id` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `version_contributors_key` ON `version_contributors` (`version_id`,`account_id`);