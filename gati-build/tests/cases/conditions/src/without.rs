pub struct Choice;
