//! What the catalogue of rules names: each type and attribute is in the tables, with the default or
//! the mode that a verdict rests on.

use crate::providers::{Attribute, Literal, Mode, data_source, resource};

/// What is known when it is absent: type, path, default.
const DEFAULTS: &str = r#"
    aws_alb internal = false
    aws_appautoscaling_policy policy_type = "StepScaling"
    aws_cloudfront_distribution default_cache_behavior.compress = false
    aws_cloudfront_distribution http_version = "http2"
    aws_cloudfront_distribution ordered_cache_behavior.compress = false
    aws_cloudfront_distribution origin.connection_attempts = 3
    aws_cloudfront_distribution staging = false
    aws_cloudfront_distribution viewer_certificate.minimum_protocol_version = "TLSv1"
    aws_cloudtrail enable_log_file_validation = false
    aws_cloudtrail enable_logging = true
    aws_cloudtrail is_multi_region_trail = false
    aws_cloudwatch_log_group retention_in_days = 0
    aws_cloudwatch_metric_alarm actions_enabled = true
    aws_cloudwatch_metric_alarm treat_missing_data = "missing"
    aws_db_instance backup_retention_period = 0
    aws_db_instance multi_az = false
    aws_db_instance performance_insights_enabled = false
    aws_db_instance publicly_accessible = false
    aws_db_instance_automated_backups_replication retention_period = 7
    aws_default_subnet map_public_ip_on_launch = true
    aws_dms_replication_instance publicly_accessible = false
    aws_ecs_service network_configuration.assign_public_ip = false
    aws_eks_cluster access_config = {}
    aws_eks_cluster access_config.bootstrap_cluster_creator_admin_permissions = true
    aws_eks_cluster bootstrap_self_managed_addons = true
    aws_eks_cluster compute_config.enabled = false
    aws_eks_cluster deletion_protection = false
    aws_eks_cluster enabled_cluster_log_types = []
    aws_eks_cluster vpc_config.endpoint_private_access = false
    aws_eks_cluster vpc_config.endpoint_public_access = true
    aws_eks_cluster vpc_config.public_access_cidrs = ["0.0.0.0/0"]
    aws_eks_node_group instance_types = ["t3.medium"]
    aws_elb internal = false
    aws_flow_log log_destination_type = "cloud-watch-logs"
    aws_lb access_logs = {}
    aws_lb access_logs.enabled = false
    aws_lb desync_mitigation_mode = "defensive"
    aws_lb drop_invalid_header_fields = false
    aws_lb enable_cross_zone_load_balancing = false
    aws_lb enable_deletion_protection = false
    aws_lb internal = false
    aws_lb load_balancer_type = "application"
    aws_lb_listener protocol = "HTTP"
    aws_lb_listener ssl_policy = "ELBSecurityPolicy-2016-08"
    aws_lb_target_group health_check = {}
    aws_lb_target_group health_check.enabled = true
    aws_lb_target_group health_check.path = "/"
    aws_lb_target_group target_type = "instance"
    aws_mq_broker publicly_accessible = false
    aws_nat_gateway availability_mode = "zonal"
    aws_nat_gateway connectivity_type = "public"
    aws_neptune_cluster_instance publicly_accessible = false
    aws_rds_cluster backup_retention_period = 1
    aws_rds_cluster copy_tags_to_snapshot = false
    aws_rds_cluster delete_automated_backups = true
    aws_rds_cluster deletion_protection = false
    aws_rds_cluster enabled_cloudwatch_logs_exports = []
    aws_rds_cluster engine_mode = "provisioned"
    aws_rds_cluster iam_database_authentication_enabled = false
    aws_rds_cluster monitoring_interval = 0
    aws_rds_cluster performance_insights_enabled = false
    aws_rds_cluster skip_final_snapshot = false
    aws_rds_cluster storage_encrypted = false
    aws_rds_cluster_instance monitoring_interval = 0
    aws_rds_cluster_instance performance_insights_enabled = false
    aws_rds_cluster_instance promotion_tier = 0
    aws_rds_cluster_instance publicly_accessible = false
    aws_rds_global_cluster deletion_protection = false
    aws_rds_global_cluster engine = "aurora"
    aws_redshift_cluster publicly_accessible = false
    aws_s3_account_public_access_block block_public_acls = false
    aws_s3_bucket_public_access_block block_public_acls = false
    aws_s3_bucket_public_access_block block_public_policy = false
    aws_s3_bucket_public_access_block ignore_public_acls = false
    aws_s3_bucket_public_access_block restrict_public_buckets = false
    aws_subnet assign_ipv6_address_on_creation = false
    aws_subnet map_public_ip_on_launch = false
    aws_wafv2_web_acl_rule_group_association override_action = "none"
"#;

/// What is null when it is absent, has to be written, or is known to the provider only: type, path,
/// mode.
const MODES: &str = "
    aws_acm_certificate domain_validation_options computed
    aws_acm_certificate validation_method optional computed
    aws_acm_certificate private_key_wo optional
    aws_appautoscaling_target min_capacity required
    aws_autoscaling_group vpc_zone_identifier optional computed
    aws_backup_plan rule.copy_action.destination_vault_arn required
    aws_backup_plan rule.lifecycle.delete_after optional
    aws_backup_selection resources optional
    aws_budgets_budget budget_type required
    aws_budgets_budget filter_expression.not.dimensions.key required
    aws_budgets_budget limit_amount optional computed
    aws_budgets_budget notification.subscriber_email_addresses optional
    aws_budgets_budget time_unit required
    aws_ce_anomaly_subscription monitor_arn_list required
    aws_cloudfront_distribution aliases optional
    aws_cloudfront_distribution enabled required
    aws_cloudfront_distribution origin.origin_access_control_id optional
    aws_cloudfront_distribution origin.vpc_origin_config.vpc_origin_id required
    aws_cloudfront_distribution viewer_certificate.acm_certificate_arn optional
    aws_cloudfront_distribution web_acl_id optional
    aws_cloudfront_distribution_tenant customizations.web_acl.arn optional
    aws_cloudfront_multitenant_distribution web_acl_id optional
    aws_cloudwatch_event_rule event_pattern optional
    aws_cloudwatch_log_delivery_source resource_arn required
    aws_cloudwatch_metric_alarm alarm_actions optional
    aws_cloudwatch_metric_alarm evaluation_criteria.promql_criteria.query required
    aws_cloudwatch_metric_alarm metric_query.metric.namespace optional
    aws_db_instance db_subnet_group_name optional computed
    aws_db_instance replicate_source_db optional
    aws_db_proxy vpc_subnet_ids required
    aws_db_subnet_group subnet_ids required
    aws_default_route_table default_route_table_id required
    aws_ec2_managed_prefix_list entry.cidr required
    aws_ecr_replication_configuration replication_configuration.rule.destination.region required
    aws_eks_access_policy_association access_scope.type required
    aws_eks_cluster vpc_config.cluster_security_group_id computed
    aws_eks_cluster vpc_config.subnet_ids required
    aws_eks_node_group scaling_config.max_size required
    aws_eks_node_group subnet_ids required
    aws_eks_pod_identity_association service_account required
    aws_globalaccelerator_endpoint_group endpoint_group_region optional computed
    aws_iam_role assume_role_policy required
    aws_iam_role managed_policy_arns optional computed
    aws_instance associate_public_ip_address optional computed
    aws_instance subnet_id optional computed
    aws_internet_gateway vpc_id optional computed
    aws_launch_template network_interfaces.associate_public_ip_address optional
    aws_lb subnet_mapping.subnet_id required
    aws_lb subnets optional computed
    aws_lb_listener certificate_arn optional
    aws_lb_listener default_action.redirect.status_code required
    aws_main_route_table_association vpc_id required
    aws_network_interface subnet_id required
    aws_rds_cluster availability_zones optional computed
    aws_rds_cluster db_cluster_instance_class optional
    aws_rds_cluster db_subnet_group_name optional computed
    aws_rds_cluster global_cluster_identifier optional
    aws_rds_cluster replication_source_identifier optional
    aws_rds_cluster serverlessv2_scaling_configuration.max_capacity required
    aws_rds_cluster snapshot_identifier optional
    aws_rds_cluster vpc_security_group_ids optional computed
    aws_rds_global_cluster source_db_cluster_identifier optional computed
    aws_route destination_ipv6_cidr_block optional
    aws_route vpc_endpoint_id optional
    aws_route53_record alias.evaluate_target_health required
    aws_route53_record failover_routing_policy.type required
    aws_route_table route.gateway_id optional
    aws_route_table_association gateway_id optional
    aws_s3_bucket_policy policy required
    aws_s3_bucket_replication_configuration rule.destination.bucket required
    aws_s3_bucket_versioning versioning_configuration.status required
    aws_secretsmanager_secret replica.region required
    aws_security_group vpc_id optional computed
    aws_security_group_rule source_security_group_id optional computed
    aws_security_group ingress.from_port required
    aws_shield_application_layer_automatic_response resource_arn required
    aws_vpc default_route_table_id computed
    aws_vpc main_route_table_id computed
    aws_vpc_block_public_access_exclusion subnet_id optional
    aws_vpc_block_public_access_options internet_gateway_block_mode required
    aws_vpc_security_group_ingress_rule cidr_ipv4 optional
    aws_vpc_security_group_ingress_rule ip_protocol required
    aws_vpc_security_group_ingress_rule referenced_security_group_id optional
    aws_wafv2_web_acl default_action.block optional
    aws_wafv2_web_acl rule.override_action.none optional
    aws_wafv2_web_acl rule_json optional
    aws_wafv2_web_acl scope required
    aws_wafv2_web_acl_association resource_arn required
    aws_wafv2_web_acl_logging_configuration resource_arn required
    aws_wafv2_web_acl_rule web_acl_arn required
    aws_wafv2_web_acl_rule_group_association managed_rule_group.vendor_name required
";

/// Resource types besides those above.
const TYPES: &str = "
    aws_alb aws_backup_restore_testing_plan aws_bcmdataexports_export aws_budgets_budget_action
    aws_ce_anomaly_monitor aws_ce_cost_allocation_tag aws_ce_cost_category
    aws_chatbot_slack_channel_configuration aws_cloudfront_origin_access_control
    aws_cloudfront_vpc_origin aws_cloudwatch_dashboard aws_cloudwatch_event_target
    aws_cognito_user_pool aws_config_config_rule aws_cur_report_definition
    aws_default_network_acl aws_default_security_group aws_default_vpc aws_docdb_subnet_group
    aws_dsql_cluster aws_dsql_cluster_peering aws_efs_mount_target
    aws_egress_only_internet_gateway aws_eip aws_eip_association aws_eks_access_entry
    aws_eks_addon aws_eks_fargate_profile aws_elasticache_cluster
    aws_elasticache_replication_group aws_elasticache_subnet_group aws_grafana_workspace
    aws_iam_group_policy aws_iam_policy_attachment aws_iam_role_policy
    aws_iam_role_policy_attachment aws_iam_user_login_profile aws_iam_user_policy
    aws_internet_gateway_attachment aws_kms_replica_key aws_lambda_function
    aws_launch_configuration aws_lb_listener_certificate aws_lb_listener_rule
    aws_memorydb_subnet_group aws_msk_cluster aws_neptune_subnet_group aws_network_acl
    aws_networkfirewall_firewall aws_opensearch_domain aws_redshift_subnet_group
    aws_route53_health_check aws_s3_bucket_acl aws_s3_bucket_lifecycle_configuration
    aws_s3_bucket_ownership_controls aws_s3_bucket_website_configuration
    aws_s3control_multi_region_access_point aws_shield_protection aws_sns_topic
    aws_sns_topic_subscription aws_ssoadmin_managed_policy_attachment aws_synthetics_canary
    aws_vpn_gateway_route_propagation aws_wafregional_web_acl_association aws_wafv2_ip_set
    local_file null_resource random_password terraform_data time_static tls_private_key
";

/// Data sources that the catalogue and the module models read.
const DATA: &str = "
    aws_acm_certificate aws_ami aws_availability_zones aws_caller_identity
    aws_cloudfront_cache_policy aws_ec2_managed_prefix_list aws_eks_cluster aws_eks_cluster_auth
    aws_iam_policy aws_iam_policy_document aws_kms_key aws_lb aws_partition aws_rds_cluster
    aws_region aws_route53_zone aws_s3_bucket aws_secretsmanager_secret_version
    aws_ssm_parameter aws_subnets aws_vpc terraform_remote_state tls_certificate
";

fn attribute(name: &str, path: &str) -> &'static Attribute {
    let schema = resource(name).unwrap_or_else(|| panic!("no table of {name}"));
    schema
        .attribute(path)
        .unwrap_or_else(|| panic!("{name} has no {path}"))
}

fn written(literal: &Literal) -> String {
    match literal {
        Literal::Bool(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(text) => format!("\"{text}\""),
        Literal::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Literal::Empty => "{}".into(),
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Required => "required",
        Mode::Optional => "optional",
        Mode::OptionalComputed => "optional computed",
        Mode::Computed => "computed",
    }
}

/// The rows of a table that are not as `found` says.
fn wrong(table: &str, separator: &str, found: fn(&Attribute) -> String) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let (name, rest) = row.split_once(' ').unwrap();
        let (path, expected) = rest.split_once(separator).unwrap();
        let found = found(attribute(name, path));
        if found != expected {
            wrong.push(format!("{row}, not {found}"));
        }
    }
    wrong
}

#[test]
fn defaults_of_what_rules_read() {
    let default = |a: &Attribute| a.default.as_ref().map_or("none".into(), written);
    let wrong = wrong(DEFAULTS, " = ", default);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn modes_of_what_rules_read() {
    let wrong = wrong(MODES, " ", |a| mode(a.mode).to_owned());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn types_that_rules_name() {
    for name in TYPES.split_whitespace() {
        assert!(resource(name).is_some(), "{name}");
    }
    for name in DATA.split_whitespace() {
        assert!(data_source(name).is_some(), "{name}");
    }
}
