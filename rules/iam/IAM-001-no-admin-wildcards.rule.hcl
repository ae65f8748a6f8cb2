rule "no-admin-wildcards" {
  code     = "IAM-001"
  clause   = "S1"
  severity = "high"
  title    = "No policy grants everything"

  why = <<-EOT
    Whoever takes over a workload may do what its role may do. With all actions on all resources a
    fault in one pod is the loss of the account: its data, its backups, its logs.
  EOT

  fix = <<-EOT
    Name the actions and the resources that are needed. A role that has to be able to do everything
    (break-glass, the pipeline) belongs into iam.admin_allow, so that everybody sees it there.
  EOT

  references = [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
  ]

  resource = [
    "aws_iam_group_policy",
    "aws_iam_group_policy_attachment",
    "aws_iam_policy",
    "aws_iam_policy_attachment",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy",
    "aws_iam_user_policy_attachment",
  ]
  when = !is_boundary(self) && !contains(param.iam.admin_allow, address(self)) && !(
    length(param.iam.admin_allow) > 0 && length(holders(self)) > 0 &&
    alltrue([for holder in holders(self) : contains(param.iam.admin_allow, holder.name)])
  )

  check {
    assert = alltrue([for statement in statements(self) : !statement.everything])
    at     = kind(self) == "aws_iam_role" ? self.inline_policy : self.policy
    message = "this policy allows ${join(", and ", distinct([
      for s in statements(self) : join(" on ", [
        for all in [["every action", s.not_actions], ["every resource", s.not_resources]] :
        length(all[1]) == 0 ? all[0] : "${all[0]} but ${join(", ", all[1])}"
      ]) if s.everything
    ]))}"
  }

  check {
    assert = !(
      anytrue([
        for name in managed_policies(self) :
        contains(["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"], name)
      ]) &&
      anytrue([for holder in holders(self) : holder.kind == "workload" || holder.kind == "user"])
    )
    at      = kind(self) == "aws_iam_role" ? self.managed_policy_arns : self.policy_arn
    message = "${join(", ", managed_policies(self))} is given to ${join(", ", [for holder in holders(self) : "a ${holder.kind}, ${holder.name}"])}"
  }

  check {
    severity = "medium"
    assert = !(
      anytrue([for statement in statements(self) : statement.service_wide]) &&
      anytrue([for holder in holders(self) : holder.kind == "workload"])
    )
    at      = kind(self) == "aws_iam_role" ? self.inline_policy : self.policy
    message = "a workload may do ${join(", ", flatten([for statement in statements(self) : statement.actions if statement.service_wide]))} on every resource"
  }
}
