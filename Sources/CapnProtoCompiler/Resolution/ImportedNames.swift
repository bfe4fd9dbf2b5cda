/// Collects the names of the files that the types of a file come from.
///
/// Imports that only values use are left out: generated code does not need them.
struct ImportedNames {
  private var names: Set<String> = []

  /// The names in the order of their bytes.
  var sorted: [String] { names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// Adds those of a declaration and all in it.
  mutating func add(_ declaration: Declaration) {
    switch declaration.kind {
    case .using(let target): add(target)
    case .constant(let type, _), .field(let type, _), .annotation(let type, _): add(type)
    case .interface(let superclasses): for superclass in superclasses { add(superclass) }
    case .method(let method):
      add(method.parameters)
      switch method.results {
      case .none: break
      case .explicit(let list): add(list)
      case .stream: names.insert(StandardSchemas.stream)
      }
    default: break
    }
    for annotation in declaration.annotations { add(annotation.name) }
    for member in declaration.members { add(member) }
  }

  private mutating func add(_ list: Declaration.ParameterList) {
    switch list {
    case .named(let parameters):
      for parameter in parameters {
        add(parameter.type)
        for annotation in parameter.annotations { add(annotation.name) }
      }
    case .type(let expression): add(expression)
    }
  }

  private mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .importing(let path, _): names.insert(path)
    case .application(let function, let arguments):
      add(function)
      for argument in arguments { add(argument.value) }
    case .member(let parent, _): add(parent)
    default: break
    }
  }
}
