rule "aurora-multi-region" {
  code     = "DATA-005"
  clause   = ["7", "8"]
  severity = "high"
  title    = "The database is replicated to a second region"

  why = <<-EOT
    Zones of one region share what can fail there: a control plane, a network, an operator's
    mistake. A database that exists in one region only is gone, or out of reach, for as long as its
    region is. Two members of a global database in one region protect from nothing of that.
  EOT

  fix = <<-EOT
    Make an aws_rds_global_cluster and give a second aws_rds_cluster, made in another region, the
    same global_cluster_identifier. Members of a global database need a master password of their
    own making: RDS does not manage it for them. Where restoring a backup is enough, say so with
    dr.strategy = "backup-restore" in [params] and copy the backups to the other region.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html",
    "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html",
  ]

  param "accept" {
    default     = ["global", "replica"]
    description = "Ways of replication that count: global (an Aurora global database), replica (a cluster or an instance that replicates from the other region)."
  }

  resource = ["aws_rds_cluster", "aws_db_instance"]

  # What follows another database is the copy, and is judged with what it follows.
  when = !is_replica(self) && !is_secondary(self)

  check {
    assert = (
      anytrue([
        for copy in copies(self) : copy.elsewhere && (copy.way == "backup" || contains(param.accept, copy.way))
      ]) ||
      anytrue([for rule in backup_rules(self) : rule.elsewhere])
    )
    at      = self.global_cluster_identifier
    message = length(copies(self)) == 0 ? "nothing copies the database to another region" : "the database has copies, but none in another region that counts: ${copies(self)}"
  }

  # Restoring a backup takes hours, and loses what was written since.
  check {
    severity = "medium"
    assert   = param.dr.strategy == "backup-restore" || anytrue([
      for copy in copies(self) : copy.elsewhere && contains(param.accept, copy.way)
    ])
    at      = self.global_cluster_identifier
    message = "only backups of the database leave its region; nothing there can take over"
  }

  check {
    severity = "medium"
    when     = recovery_region() != null && recovery_region() != region(self) && length(copies(self)) > 0
    assert   = contains([for copy in copies(self) : region(copy.resource)], recovery_region())
    at       = self.global_cluster_identifier
    message  = "no copy of the database stands in ${recovery_region()}, where the system is to recover"
  }

  note {
    when    = !anytrue([for copy in copies(self) : copy.elsewhere && copy.way == "global"]) && length(copies(self)) > 0
    message = "a replica has to be promoted by hand; a global database fails over as a whole"
  }
}
