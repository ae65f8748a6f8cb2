rule "budget-present" {
  code     = "COST-001"
  clause   = "S2"
  severity = "high"
  title    = "A cost budget exists"

  why = <<-EOT
    Cost can overrun unnoticed: a loop that scales, a forgotten cluster, an attack. A budget on cost
    is what notices first. Budgets on usage, reservations or savings plans do not.
  EOT

  fix = <<-EOT
    Add an aws_budgets_budget with budget_type = "COST" and an amount. If another repository owns
    the budget, name it in [externals] of archlint.toml.
  EOT

  references = [
    "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/budgets_budget",
  ]

  project = when_any(
    "aws_vpc",
    "aws_eks_cluster",
    "aws_rds_cluster",
    "aws_db_instance",
    "aws_lb",
    "aws_alb",
    "aws_cloudfront_distribution",
  )
  external  = "budget"
  hidden_in = ["*budget*"]

  assert = anytrue([
    for budget in resources("aws_budgets_budget") : budget.budget_type == "COST" && (
      length(budget.auto_adjust_data) > 0 ||
      length(budget.planned_limit) > 0 ||
      budget.limit_amount != null && budget.limit_amount > 0
    )
  ])
  message = "the project has no cost budget"

  autofix {
    snippet = <<-EOT
      resource "aws_budgets_budget" "cost" {
        name         = "monthly-cost"
        budget_type  = "COST"
        limit_amount = "1000"
        limit_unit   = "USD"
        time_unit    = "MONTHLY"

        notification {
          comparison_operator        = "GREATER_THAN"
          notification_type          = "FORECASTED"
          threshold                  = 100
          threshold_type             = "PERCENTAGE"
          subscriber_email_addresses = ["team@example.com"]
        }
      }
    EOT
    safety  = "suggest"
  }
}
