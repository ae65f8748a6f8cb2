//! ECS task definitions: containers that no cluster of Kubernetes runs, told as its pods are.

use std::sync::Arc;

use crate::address::{Mode, ObjectId};
use crate::kubernetes::{Form, Object, read_text};
use crate::language::{Kind, Origin, Value};
use crate::terraform::{Instance, Project};

/// The kind of such an object, and of the resource that it stands for.
pub(super) const KIND: &str = "aws_ecs_task_definition";

/// The task definitions of all roots.
pub(super) fn all(project: &Project) -> Vec<Object> {
    let mut found = Vec::new();
    for root in &project.roots {
        let all = root.instances.iter();
        let tasks =
            all.filter(|i| *i.id.address.kind == *KIND && i.id.address.mode == Mode::Managed);
        found.extend(tasks.map(|task| object(task, &root.name)));
    }
    found
}

fn object(task: &Arc<Instance>, root: &Arc<str>) -> Object {
    let origin = || Origin::At(task.header());
    let entry = |name: &str, value: Value| Value::object(vec![(name.into(), value)]).at(origin());
    let written = task.written("container_definitions").map(read_text);
    let containers = written.unwrap_or_else(|| Value::tuple(Vec::new()));
    let pods = entry("spec", entry("containers", containers));
    let spec = entry("template", pods);
    let value = vec![("spec".into(), spec), ("resource".into(), resource(task))];
    let name = task.id.address.name.clone();
    Object {
        id: ObjectId {
            kind: KIND.into(),
            namespace: None,
            name,
            path: None,
        },
        root: root.clone(),
        form: Form::Instance(task.id.clone()),
        existence: task.existence.clone(),
        api_version: "".into(),
        value: Value::object(value).at(origin()),
        place: task.header(),
    }
}

/// The instance that an object stands for, for facts that ask more of it.
pub(super) fn resource(instance: &Arc<Instance>) -> Value {
    Value::from(Kind::Instance(instance.clone()))
}
