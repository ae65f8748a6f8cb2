rule "aurora-backup-retention" {
  code     = "DATA-003"
  clause   = "7"
  severity = "high"
  title    = "Database backups are kept for the full 35 days"

  why = <<-EOT
    A corruption that is noticed late can only be undone from a backup older than it. Aurora keeps
    backups for one day unless told otherwise, an RDS instance outside of Aurora none at all.
  EOT

  fix = <<-EOT
    Set backup_retention_period = ${param.db.min_days}, or select the database in an AWS Backup plan
    that keeps its copies as long.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
  ]

  resource = ["aws_rds_cluster", "aws_db_instance"]
  when     = !is_replica(self)

  check {
    assert = (
      self.backup_retention_period >= param.db.min_days ||
      param.db.accept_aws_backup && anytrue([
        for rule in backup_rules(self) : rule.days >= param.db.min_days && (rule.continuous || rule.daily)
      ])
    )
    at      = self.backup_retention_period
    message = "backups are kept for ${self.backup_retention_period} day(s); the architecture asks for ${param.db.min_days}"
  }

  check {
    assert  = self.backup_retention_period <= 35
    at      = self.backup_retention_period
    message = "AWS refuses a retention of ${self.backup_retention_period} days; 35 is the most"
  }

  note {
    when = self.backup_retention_period < param.db.min_days && !anytrue([
      for rule in backup_rules(self) : rule.days >= param.db.min_days && rule.continuous
    ])
    message = "AWS Backup keeps daily copies as long; any other point in time can be restored for ${self.backup_retention_period} day(s) only"
  }

  note {
    when    = ignores_changes(self, "backup_retention_period")
    message = "changes of backup_retention_period are ignored, so what runs may differ from what is written"
  }

  autofix {
    set    = self.backup_retention_period
    to     = param.db.min_days
    safety = "safe"
  }
}
