rule "no-database-in-cluster" {
  code     = "DATA-001"
  clause   = "7"
  severity = "high"
  title    = "No database runs in the cluster"

  why = <<-EOT
    The database is Aurora: AWS keeps its copies, backs it up and fails it over. One in a pod is
    as safe as its volume and as available as its node, and nobody backs it up unless somebody
    thought of it.
  EOT

  fix = <<-EOT
    Move the database to Aurora PostgreSQL and remove it from the cluster. If it is for development
    only, name its namespace in db.allow_in_namespaces.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_AuroraOverview.html",
  ]

  subject = "workload"
  when = !anytrue([
    for glob in param.db.allow_in_namespaces :
    length(regexall("^${replace(glob, "*", ".*")}$", self.namespace)) > 0
  ])

  check {
    assert  = self.engine == null || !contains(param.db.kinds, self.engine)
    at      = self.engine
    message = "${self.engine} runs in ${startswith(self.kind, "aws_") ? "a container" : "the cluster"}; the architecture keeps data in Aurora"
  }

  check {
    severity = "medium"
    assert   = self.engine == null
    at       = self.engine
    message  = "a database (${self.engine}) runs in ${startswith(self.kind, "aws_") ? "a container" : "the cluster"}; the architecture keeps data in Aurora"
  }
}
