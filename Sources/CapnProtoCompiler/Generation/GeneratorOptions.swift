/// How code is to be generated, where the schema does not say.
public struct GeneratorOptions: Sendable {
  /// Who may use the generated declarations.
  public enum Access: String, Sendable, CaseIterable {
    case `public`, package, `internal`
  }

  /// Who may use the generated declarations.
  public var access: Access = .public

  /// Whether clients and servers of interfaces are generated.
  public var generatesInterfaces = true

  /// Whether there are clients and servers for Embedded Swift, too.
  public var generatesEmbedded = true

  /// A condition for the compiler that the whole of a generated file stands under, such as
  /// `!hasFeature(Embedded)`.
  public var condition: String?

  /// The enum that holds all declarations of a file, by the name of the file as in the request or
  /// its last part. A file that is not listed declares at the top level.
  public var namespaces: [String: String] = [:]

  /// Whether the enums of `namespaces` are declared elsewhere, by hand or by another generated
  /// file, so that generated files extend them.
  public var extendsNamespaces = false

  /// The Swift module of a file, by the name of the file as in the request or its last part. A
  /// file that is not listed belongs to the module that is generated.
  public var modules: [String: String] = [:]

  /// Modules that generated files import beside those they need.
  public var imports: [String] = []

  /// Makes the default options.
  public init() {}
}
