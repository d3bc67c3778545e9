CREATE TABLE "accounts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"address" "bytea" NOT NULL,
	"roles" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "addresses" (
	"id" bigint PRIMARY KEY NOT NULL,
	"address" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"chain_id" bigint NOT NULL,
	"address" "bytea" NOT NULL,
	"data" "bytea" NOT NULL,
	"answer" "bytea",
	"asked_at_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_findings" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"subject" text,
	"token" "bytea",
	"books" text NOT NULL,
	"chain" text NOT NULL,
	"detail" text NOT NULL,
	"from_block" bigint,
	"to_block" bigint
);
--> statement-breakpoint
CREATE TABLE "audits" (
	"market_id" bigint PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"checked_at" bigint NOT NULL,
	"result" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"id" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"parent_hash" "bytea" NOT NULL,
	"timestamp" bigint NOT NULL,
	"level" bigint NOT NULL,
	"logs" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chains" (
	"id" bigint PRIMARY KEY NOT NULL,
	"slot" bigint NOT NULL,
	"name" text NOT NULL,
	"start_block" bigint NOT NULL,
	"deployment" text NOT NULL,
	"finality" text NOT NULL,
	"completeness" text NOT NULL,
	"pace" text DEFAULT 'scheduled' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"id" bigint PRIMARY KEY NOT NULL,
	"counters" text NOT NULL,
	"row_sum" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"address" "bytea" NOT NULL,
	"role" text NOT NULL,
	"log_id" bigint
);
--> statement-breakpoint
CREATE TABLE "contributions" (
	"id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" bigint NOT NULL,
	"version_id" bigint NOT NULL,
	"submission_id" bigint NOT NULL,
	"account_id" bigint,
	"log_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contributor_markets" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"market_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contributors" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"last_active_at" bigint NOT NULL,
	"submissions" bigint NOT NULL,
	"accepted" bigint NOT NULL,
	"rejected" bigint NOT NULL,
	"tasks" bigint NOT NULL,
	"datasets" bigint NOT NULL,
	"payouts" bigint NOT NULL,
	"active_days" bigint NOT NULL,
	"last_day" bigint NOT NULL,
	"streak_days" bigint NOT NULL,
	"longest_streak_days" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursors" (
	"chain_id" bigint PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"timestamp" bigint NOT NULL,
	"finalized" bigint NOT NULL,
	"head" bigint NOT NULL,
	"counters" text NOT NULL,
	"row_sum" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_buyers" (
	"id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" bigint NOT NULL,
	"account_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_contributors" (
	"id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"accepted" bigint NOT NULL,
	"first_at" bigint
);
--> statement-breakpoint
CREATE TABLE "dataset_earnings" (
	"id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"earned" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_money" (
	"id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"revenue" numeric NOT NULL,
	"paid" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_versions" (
	"id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" bigint NOT NULL,
	"number" bigint NOT NULL,
	"content_hash" "bytea",
	"uri" text NOT NULL,
	"contributions" bigint NOT NULL,
	"contributors" bigint NOT NULL,
	"created_log" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"publisher_id" bigint NOT NULL,
	"treasury_id" bigint,
	"token_id" bigint,
	"name" text,
	"status" bigint NOT NULL,
	"uri" text NOT NULL,
	"content_hash" "bytea",
	"price" numeric,
	"price_token_id" bigint,
	"versions" bigint NOT NULL,
	"contributors" bigint NOT NULL,
	"purchases" bigint NOT NULL,
	"buyers" bigint NOT NULL,
	"last_purchased_at" bigint,
	"created_log" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_queue" (
	"id" bigint PRIMARY KEY NOT NULL,
	"fetch" bigint NOT NULL,
	"stored_bytes" bigint NOT NULL,
	"full" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	"uri" text NOT NULL,
	"hash" "bytea",
	"conclusive" bigint NOT NULL,
	"host" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempts" bigint NOT NULL,
	"next_attempt_at" bigint,
	"policy" text,
	"fetched_at" bigint,
	"byte_size" bigint,
	"media_type" text,
	"actual_hash" "bytea",
	"body" "bytea"
);
--> statement-breakpoint
CREATE TABLE "earnings" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"market_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"accrued" numeric NOT NULL,
	"settled" numeric NOT NULL,
	"forfeited" numeric NOT NULL,
	"revenue" numeric NOT NULL,
	"payouts" bigint NOT NULL,
	"first_payout_at" bigint,
	"last_payout_at" bigint
);
--> statement-breakpoint
CREATE TABLE "emitters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"address" "bytea" NOT NULL,
	"topic0" "bytea" NOT NULL,
	"topic_count" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fees" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"log_id" bigint NOT NULL,
	"part" bigint NOT NULL,
	"kind" bigint NOT NULL,
	"payee_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"amount" numeric NOT NULL,
	"task_id" bigint,
	"payout_id" bigint,
	"purchase_id" bigint,
	"settlement" bigint NOT NULL,
	"transfer_log" bigint,
	"confidence" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fundings" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"task_id" bigint,
	"log_id" bigint NOT NULL,
	"part" bigint NOT NULL,
	"kind" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"amount" numeric NOT NULL,
	"account_id" bigint,
	"settlement" bigint NOT NULL,
	"transfer_log" bigint,
	"confidence" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gaps" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"chain_id" bigint NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint NOT NULL,
	"doubt" text NOT NULL,
	"found_at" bigint NOT NULL,
	"healed_at" bigint,
	"logs" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "indices_put_off" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"definition" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"type" bigint NOT NULL,
	"market_id" bigint NOT NULL,
	"subject_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"balance" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logs" (
	"id" bigint PRIMARY KEY NOT NULL,
	"log_index" bigint NOT NULL,
	"emitter_id" bigint NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_money" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"paid" numeric NOT NULL,
	"escrowed" numeric NOT NULL,
	"refunded" numeric NOT NULL,
	"sales" numeric NOT NULL,
	"fees" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_posters" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"account_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "markets" (
	"id" bigint PRIMARY KEY NOT NULL,
	"protocol" text NOT NULL,
	"address" "bytea" NOT NULL,
	"name" text,
	"start_block" bigint NOT NULL,
	"owner_id" bigint,
	"fee_bps" bigint,
	"tasks" bigint NOT NULL,
	"submissions" bigint NOT NULL,
	"accepted_submissions" bigint NOT NULL,
	"contributors" bigint NOT NULL,
	"posters" bigint NOT NULL,
	"datasets" bigint NOT NULL,
	"payouts" bigint NOT NULL,
	"unmatched_payouts" bigint NOT NULL,
	"purchases" bigint NOT NULL,
	"created_at" bigint,
	"updated_at" bigint
);
--> statement-breakpoint
CREATE TABLE "memories" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "movements" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"log_id" bigint NOT NULL,
	"cause" bigint NOT NULL,
	"cause_id" bigint,
	"first_posting_id" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"chain_id" bigint NOT NULL,
	"change" text NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"log_id" bigint NOT NULL,
	"part" bigint NOT NULL,
	"kind" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"receiver_id" bigint NOT NULL,
	"payer_id" bigint,
	"token_id" bigint NOT NULL,
	"amount" numeric NOT NULL,
	"gross" numeric,
	"task_id" bigint,
	"submission_id" bigint,
	"dataset_id" bigint,
	"reward_id" bigint,
	"settlement" bigint NOT NULL,
	"transfer_log" bigint,
	"confidence" bigint NOT NULL,
	"seconds" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"id" bigint PRIMARY KEY NOT NULL,
	"movement_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"amount" numeric NOT NULL,
	"balance_after" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proof_windows" (
	"id" bigint PRIMARY KEY NOT NULL,
	"none" bigint NOT NULL,
	"header_linked" bigint NOT NULL,
	"bloom_consistent" bigint NOT NULL,
	"receipts_proven" bigint NOT NULL,
	"second_source" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purchases" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"dataset_id" bigint,
	"log_id" bigint NOT NULL,
	"part" bigint NOT NULL,
	"buyer_id" bigint NOT NULL,
	"payer_id" bigint,
	"token_id" bigint NOT NULL,
	"gross" numeric NOT NULL,
	"net" numeric,
	"settlement" bigint NOT NULL,
	"transfer_log" bigint,
	"confidence" bigint NOT NULL,
	"renewals" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reorgs" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"chain_id" bigint NOT NULL,
	"detected_at" bigint NOT NULL,
	"ancestor" bigint NOT NULL,
	"depth" bigint NOT NULL,
	"reverted_logs" bigint NOT NULL,
	"old_head" "bytea" NOT NULL,
	"new_head" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"submission_id" bigint,
	"assessor_id" bigint NOT NULL,
	"ordinal" bigint NOT NULL,
	"repeats" bigint NOT NULL,
	"verdict" bigint NOT NULL,
	"score_bps" bigint,
	"superseded_by" bigint,
	"created_log" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rewards" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"account_id" bigint NOT NULL,
	"token_id" bigint NOT NULL,
	"amount" numeric NOT NULL,
	"settled" numeric NOT NULL,
	"forfeited" numeric NOT NULL,
	"state" bigint NOT NULL,
	"forfeit_reason" bigint,
	"escrowed" bigint NOT NULL,
	"task_id" bigint,
	"submission_id" bigint,
	"dataset_id" bigint,
	"created_log" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"task_id" bigint,
	"dataset_id" bigint,
	"account_id" bigint,
	"status" bigint NOT NULL,
	"settled" bigint NOT NULL,
	"content_hash" "bytea",
	"content_head" "bytea",
	"hash_at" bigint,
	"uri" text,
	"uri_at" bigint,
	"uri_length" bigint,
	"payouts" bigint NOT NULL,
	"decided_log" bigint,
	"decided_at" bigint,
	"created_log" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_status" (
	"chain_id" bigint PRIMARY KEY NOT NULL,
	"phase" text NOT NULL,
	"head" bigint,
	"finalized" bigint,
	"milli_blocks_per_second" bigint NOT NULL,
	"measured_at" bigint NOT NULL,
	"advanced_at" bigint,
	"head_moved_at" bigint,
	"retired_at" bigint,
	"error_code" text,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "task_contributors" (
	"id" bigint PRIMARY KEY NOT NULL,
	"task_id" bigint NOT NULL,
	"account_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task_roles" (
	"id" bigint PRIMARY KEY NOT NULL,
	"task_id" bigint NOT NULL,
	"role" text NOT NULL,
	"account_id" bigint NOT NULL,
	"fee_bps" bigint
);
--> statement-breakpoint
CREATE TABLE "task_statuses" (
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"status" bigint,
	"asked_at_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" bigint PRIMARY KEY NOT NULL,
	"market_id" bigint NOT NULL,
	"key" text NOT NULL,
	"poster_id" bigint,
	"dataset_id" bigint,
	"token_id" bigint NOT NULL,
	"reward" numeric,
	"capacity" bigint,
	"deadline" bigint,
	"uri" text NOT NULL,
	"external_ref" text,
	"status" bigint NOT NULL,
	"funded" bigint NOT NULL,
	"budget" numeric NOT NULL,
	"paid" numeric NOT NULL,
	"fees" numeric NOT NULL,
	"refunded" numeric NOT NULL,
	"withdrawn" numeric NOT NULL,
	"submissions" bigint NOT NULL,
	"accepted" bigint NOT NULL,
	"paid_submissions" bigint NOT NULL,
	"contributors" bigint NOT NULL,
	"closed_at" bigint,
	"created_log" bigint NOT NULL,
	"updated_log" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "token_metadata" (
	"address" "bytea" NOT NULL,
	"chain_id" bigint NOT NULL,
	"symbol" text,
	"name" text,
	"decimals" bigint,
	"asked_at_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" bigint PRIMARY KEY NOT NULL,
	"address" "bytea" NOT NULL,
	"payouts" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"id" bigint PRIMARY KEY NOT NULL,
	"block_id" bigint NOT NULL,
	"tx_index" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "undecoded" (
	"id" bigint PRIMARY KEY NOT NULL,
	"log_id" bigint NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "undo" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"block_id" bigint NOT NULL,
	"table" text NOT NULL,
	"rows" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "version_contributors" (
	"id" bigint PRIMARY KEY NOT NULL,
	"version_id" bigint NOT NULL,
	"account_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "accounts_address" ON "accounts" USING btree (substr("address", 1, 3));--> statement-breakpoint
CREATE INDEX "addresses_address" ON "addresses" USING btree (substr("address", 1, 3));--> statement-breakpoint
CREATE UNIQUE INDEX "answers_key" ON "answers" USING btree ("chain_id","address","data");--> statement-breakpoint
CREATE INDEX "audit_findings_market" ON "audit_findings" USING btree ("market_id");--> statement-breakpoint
CREATE INDEX "blocks_hash" ON "blocks" USING btree (substr("hash", 1, 3));--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_key" ON "contracts" USING btree ("address","market_id");--> statement-breakpoint
CREATE INDEX "contracts_market" ON "contracts" USING btree ("market_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "contributions_key" ON "contributions" USING btree ("dataset_id","submission_id");--> statement-breakpoint
CREATE INDEX "contributions_version" ON "contributions" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "contributions_submission" ON "contributions" USING btree ("submission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contributor_markets_key" ON "contributor_markets" USING btree ("account_id","market_id");--> statement-breakpoint
CREATE INDEX "contributor_markets_market" ON "contributor_markets" USING btree ("market_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contributors_account" ON "contributors" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "contributors_first" ON "contributors" USING btree ("first_seen_at");--> statement-breakpoint
CREATE INDEX "contributors_active" ON "contributors" USING btree ("last_active_at");--> statement-breakpoint
CREATE INDEX "contributors_submissions" ON "contributors" USING btree ("submissions");--> statement-breakpoint
CREATE INDEX "contributors_accepted" ON "contributors" USING btree ("accepted");--> statement-breakpoint
CREATE INDEX "contributors_payouts" ON "contributors" USING btree ("payouts");--> statement-breakpoint
CREATE INDEX "contributors_datasets" ON "contributors" USING btree ("datasets");--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_buyers_key" ON "dataset_buyers" USING btree ("dataset_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_contributors_key" ON "dataset_contributors" USING btree ("dataset_id","account_id");--> statement-breakpoint
CREATE INDEX "dataset_contributors_rank" ON "dataset_contributors" USING btree ("dataset_id","accepted");--> statement-breakpoint
CREATE INDEX "dataset_contributors_account" ON "dataset_contributors" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_earnings_key" ON "dataset_earnings" USING btree ("dataset_id","account_id","token_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_money_key" ON "dataset_money" USING btree ("dataset_id","token_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_versions_key" ON "dataset_versions" USING btree ("dataset_id","number");--> statement-breakpoint
CREATE INDEX "dataset_versions_content" ON "dataset_versions" USING btree ("content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "datasets_key" ON "datasets" USING btree ("market_id","key");--> statement-breakpoint
CREATE INDEX "datasets_updated" ON "datasets" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "datasets_purchases" ON "datasets" USING btree ("purchases");--> statement-breakpoint
CREATE INDEX "datasets_contributors" ON "datasets" USING btree ("contributors");--> statement-breakpoint
CREATE INDEX "datasets_price" ON "datasets" USING btree ("price");--> statement-breakpoint
CREATE INDEX "datasets_publisher" ON "datasets" USING btree ("publisher_id");--> statement-breakpoint
CREATE INDEX "datasets_content" ON "datasets" USING btree ("content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_key" ON "documents" USING btree ("key");--> statement-breakpoint
CREATE INDEX "documents_next" ON "documents" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE INDEX "documents_state" ON "documents" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "earnings_key" ON "earnings" USING btree ("account_id","market_id","token_id");--> statement-breakpoint
CREATE INDEX "earnings_settled" ON "earnings" USING btree ("token_id","settled");--> statement-breakpoint
CREATE INDEX "earnings_revenue" ON "earnings" USING btree ("token_id","revenue");--> statement-breakpoint
CREATE UNIQUE INDEX "emitters_key" ON "emitters" USING btree ("address","topic0","topic_count","id");--> statement-breakpoint
CREATE INDEX "fees_amount" ON "fees" USING btree ("amount");--> statement-breakpoint
CREATE INDEX "fees_payee" ON "fees" USING btree ("payee_id");--> statement-breakpoint
CREATE INDEX "fees_task" ON "fees" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "fees_payout" ON "fees" USING btree ("payout_id");--> statement-breakpoint
CREATE INDEX "fees_purchase" ON "fees" USING btree ("purchase_id");--> statement-breakpoint
CREATE INDEX "fees_log" ON "fees" USING btree ("log_id");--> statement-breakpoint
CREATE INDEX "fundings_task" ON "fundings" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "fundings_log" ON "fundings" USING btree ("log_id");--> statement-breakpoint
CREATE INDEX "gaps_chain" ON "gaps" USING btree ("chain_id","healed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_accounts_key" ON "ledger_accounts" USING btree ("type","token_id","subject_id","market_id");--> statement-breakpoint
CREATE INDEX "ledger_accounts_balance" ON "ledger_accounts" USING btree ("type","token_id","balance");--> statement-breakpoint
CREATE INDEX "ledger_accounts_subject" ON "ledger_accounts" USING btree ("subject_id","type");--> statement-breakpoint
CREATE UNIQUE INDEX "market_money_key" ON "market_money" USING btree ("market_id","token_id");--> statement-breakpoint
CREATE UNIQUE INDEX "market_posters_key" ON "market_posters" USING btree ("market_id","account_id");--> statement-breakpoint
CREATE INDEX "markets_address" ON "markets" USING btree ("address");--> statement-breakpoint
CREATE UNIQUE INDEX "memories_key" ON "memories" USING btree ("market_id","key");--> statement-breakpoint
CREATE INDEX "movements_cause" ON "movements" USING btree ("cause","cause_id");--> statement-breakpoint
CREATE INDEX "payouts_amount" ON "payouts" USING btree ("amount");--> statement-breakpoint
CREATE INDEX "payouts_account" ON "payouts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "payouts_task" ON "payouts" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "payouts_submission" ON "payouts" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "payouts_reward" ON "payouts" USING btree ("reward_id") WHERE "payouts"."reward_id" is not null;--> statement-breakpoint
CREATE INDEX "payouts_dataset" ON "payouts" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "payouts_log" ON "payouts" USING btree ("log_id");--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "purchases_key" ON "purchases" USING btree ("market_id","key");--> statement-breakpoint
CREATE INDEX "purchases_gross" ON "purchases" USING btree ("gross");--> statement-breakpoint
CREATE INDEX "purchases_dataset" ON "purchases" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "purchases_buyer" ON "purchases" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "purchases_log" ON "purchases" USING btree ("log_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_submission" ON "reviews" USING btree ("submission_id","assessor_id","ordinal");--> statement-breakpoint
CREATE INDEX "reviews_assessor" ON "reviews" USING btree ("assessor_id");--> statement-breakpoint
CREATE INDEX "reviews_score" ON "reviews" USING btree ("score_bps");--> statement-breakpoint
CREATE UNIQUE INDEX "rewards_key" ON "rewards" USING btree ("market_id","key","token_id");--> statement-breakpoint
CREATE INDEX "rewards_account" ON "rewards" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "rewards_task" ON "rewards" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "rewards_submission" ON "rewards" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "rewards_amount" ON "rewards" USING btree ("amount");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_key" ON "submissions" USING btree ("market_id","key");--> statement-breakpoint
CREATE INDEX "submissions_decided" ON "submissions" USING btree ("decided_at");--> statement-breakpoint
CREATE INDEX "submissions_task" ON "submissions" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "submissions_dataset" ON "submissions" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "submissions_account" ON "submissions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "submissions_status" ON "submissions" USING btree ("status");--> statement-breakpoint
CREATE INDEX "submissions_content" ON "submissions" USING btree ("content_head");--> statement-breakpoint
CREATE UNIQUE INDEX "task_contributors_key" ON "task_contributors" USING btree ("task_id","account_id");--> statement-breakpoint
CREATE INDEX "task_contributors_account" ON "task_contributors" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "task_roles_key" ON "task_roles" USING btree ("task_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "task_statuses_key" ON "task_statuses" USING btree ("market_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_key" ON "tasks" USING btree ("market_id","key");--> statement-breakpoint
CREATE INDEX "tasks_updated" ON "tasks" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "tasks_deadline" ON "tasks" USING btree ("deadline");--> statement-breakpoint
CREATE INDEX "tasks_budget" ON "tasks" USING btree ("budget");--> statement-breakpoint
CREATE INDEX "tasks_submissions" ON "tasks" USING btree ("submissions");--> statement-breakpoint
CREATE INDEX "tasks_poster" ON "tasks" USING btree ("poster_id");--> statement-breakpoint
CREATE INDEX "tasks_dataset" ON "tasks" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "tasks_status" ON "tasks" USING btree ("status");--> statement-breakpoint
CREATE INDEX "tasks_external_ref" ON "tasks" USING btree ("external_ref");--> statement-breakpoint
CREATE UNIQUE INDEX "token_metadata_key" ON "token_metadata" USING btree ("chain_id","address");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_address" ON "tokens" USING btree ("address","id");--> statement-breakpoint
CREATE INDEX "tokens_payouts" ON "tokens" USING btree ("payouts");--> statement-breakpoint
CREATE INDEX "transactions_hash" ON "transactions" USING btree (substr("hash", 1, 3));--> statement-breakpoint
CREATE INDEX "undo_block" ON "undo" USING btree ("block_id");--> statement-breakpoint
CREATE UNIQUE INDEX "version_contributors_key" ON "version_contributors" USING btree ("version_id","account_id");