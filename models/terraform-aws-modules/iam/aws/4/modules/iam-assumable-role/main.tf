locals {
  account_policies = {
    admin     = { wanted = var.attach_admin_policy, arn = var.admin_role_policy_arn }
    poweruser = { wanted = var.attach_poweruser_policy, arn = var.poweruser_role_policy_arn }
    readonly  = { wanted = var.attach_readonly_policy, arn = var.readonly_role_policy_arn }
  }
}

data "aws_iam_policy_document" "assume_role" {
  count = var.create_role ? 1 : 0

  statement {
    actions = distinct(concat(["sts:AssumeRole"], var.trusted_role_actions))

    principals {
      type        = "AWS"
      identifiers = var.trusted_role_arns
    }
    principals {
      type        = "Service"
      identifiers = var.trusted_role_services
    }

    dynamic "condition" {
      for_each = var.role_requires_mfa ? [1] : []
      content {
        test     = "Bool"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["true"]
      }
    }
    dynamic "condition" {
      for_each = length(flatten([var.role_sts_externalid])) > 0 ? [1] : []
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = flatten([var.role_sts_externalid])
      }
    }
    dynamic "condition" {
      for_each = var.trust_policy_conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count              = var.create_role ? 1 : 0
  name               = var.role_name
  name_prefix        = var.role_name_prefix
  path               = var.role_path
  assume_role_policy = var.create_custom_role_trust_policy || var.custom_role_trust_policy != "" ? var.custom_role_trust_policy : data.aws_iam_policy_document.assume_role[0].json
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "custom" {
  count      = var.create_role ? coalesce(var.number_of_custom_role_policy_arns, length(var.custom_role_policy_arns)) : 0
  role       = aws_iam_role.this[0].name
  policy_arn = var.custom_role_policy_arns[count.index]
}

resource "aws_iam_role_policy_attachment" "admin" {
  count      = var.create_role && local.account_policies.admin.wanted ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = local.account_policies.admin.arn
}

resource "aws_iam_role_policy_attachment" "poweruser" {
  count      = var.create_role && local.account_policies.poweruser.wanted ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = local.account_policies.poweruser.arn
}

resource "aws_iam_role_policy_attachment" "readonly" {
  count      = var.create_role && local.account_policies.readonly.wanted ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = local.account_policies.readonly.arn
}

resource "aws_iam_instance_profile" "this" {
  count = var.create_role && var.create_instance_profile ? 1 : 0
  role  = aws_iam_role.this[0].name
}

data "aws_iam_policy_document" "inline" {
  count = var.create_role && length(var.inline_policy_statements) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = var.inline_policy_statements
    content {
      effect        = coalesce(lookup(statement.value, "effect", null), "Allow")
      actions       = lookup(statement.value, "actions", null)
      not_actions   = lookup(statement.value, "not_actions", null)
      resources     = lookup(statement.value, "resources", null)
      not_resources = lookup(statement.value, "not_resources", null)

      dynamic "principals" {
        for_each = [for item in flatten([lookup(statement.value, "principals", [])]) : item if item != null]
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = [for item in flatten([lookup(statement.value, "condition", lookup(statement.value, "conditions", []))]) : item if item != null]
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "inline" {
  count  = var.create_role && length(var.inline_policy_statements) > 0 ? 1 : 0
  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.inline[0].json
}
