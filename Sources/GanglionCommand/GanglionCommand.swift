@main struct GanglionCommand { static func main() {} }
