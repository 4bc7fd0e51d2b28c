"""What all figures and pages share: colours, words, the page around them."""
